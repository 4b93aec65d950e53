import { expect, it } from 'vitest'
import { panelPlace, panelSize } from './panel-place.ts'

const bounds = { x: 0, y: 0, width: 1920, height: 1080 }
const barBelow = { bounds, workArea: { ...bounds, height: 1040 } }
const barAbove = { bounds, workArea: { x: 0, y: 32, width: 1920, height: 1048 } }
const size = panelSize(100, barBelow)
const unknown = { x: 0, y: 0, width: 0, height: 0 }

it('goes above or below the tray’s picture, and stays on the screen', () => {
  expect(panelPlace(size, { x: 1600, y: 1045, width: 24, height: 24 }, barBelow)).toEqual({ x: 1422, y: 432 })
  expect(panelPlace(size, { x: 1880, y: 4, width: 24, height: 24 }, barAbove)).toEqual({ x: 1532, y: 40 })
})

it('goes into the corner of the system’s bar where the tray has no place', () => {
  expect(panelPlace(size, unknown, barBelow)).toEqual({ x: 1532, y: 432 })
  expect(panelPlace(size, unknown, barAbove)).toEqual({ x: 1532, y: 40 })
})

it('grows with the text, and never beyond the screen', () => {
  expect(size).toEqual({ width: 380, height: 600 })
  expect(panelSize(150, barBelow)).toEqual({ width: 570, height: 900 })
  expect(panelSize(200, barBelow)).toEqual({ width: 760, height: 1024 })
})

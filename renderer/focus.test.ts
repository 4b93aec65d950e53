// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepFocus } from './focus.ts'

let stop: () => void
beforeEach(() => {
  document.body.innerHTML = `
    <div id="root">
      <main><section><ul><li><button id="first">1</button></li><li><button id="second">2</button></li></ul></section></main>
      <div id="dialog"><button id="close">x</button></div>
    </div>`
  stop = keepFocus(document)
})
afterEach(() => stop())

const find = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector}`)
  return found
}
const frames = () =>
  new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), 0))

it('goes to the nearest part around what is gone', async () => {
  find('#first').focus()
  find('li').remove()
  await frames()
  await frames()
  expect(document.activeElement).toBe(find('ul'))
})

it('goes to the screen when a whole dialog is gone', async () => {
  find('#close').focus()
  find('#dialog').remove()
  await frames()
  await frames()
  expect(document.activeElement).toBe(find('main'))
})

it('stays where whoever took something away has put it, and where somebody let go of it on purpose', async () => {
  find('#first').focus()
  find('li').remove()
  find('#second').focus()
  await frames()
  await frames()
  expect(document.activeElement).toBe(find('#second'))
  find('#second').blur()
  find('#dialog').remove()
  await frames()
  await frames()
  expect(document.activeElement).toBe(document.body)
})

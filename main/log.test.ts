import { expect, it } from 'vitest'
import { createLog } from './log.ts'

it('a line is JSON with level, message and fields', () => {
  const lines: string[] = []
  createLog((line) => lines.push(line), 'info').info('started', { port: 1 })
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: expect.any(String) as string, level: 'info', message: 'started', port: 1 },
  ])
})

it('secrets are left out, however deep they lie', () => {
  const lines: string[] = []
  const log = createLog((line) => lines.push(line), 'debug')
  log.warn('x', {
    token: 's3cret',
    customer: { name: 'Ana', phone: '600', email: 'a@b.c' },
    Authorization: 'B',
  })
  expect(lines.join('')).not.toMatch(/s3cret|600|a@b|"B"/)
  expect(lines.join('')).toContain('Ana')
})

it('an error is written with where it came from', () => {
  const lines: string[] = []
  createLog((line) => lines.push(line), 'debug').error('failed', { error: new Error('why') })
  expect(lines.join('')).toMatch(/why.*log\.test/)
})

it('entries below the level are dropped', () => {
  const lines: string[] = []
  const log = createLog((line) => lines.push(line), 'warn')
  log.debug('a')
  log.info('b')
  log.warn('c')
  expect(lines).toHaveLength(1)
})

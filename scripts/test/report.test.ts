import { describe, expect, it } from 'vitest'
import { playwrightTally, stepTally, sum, summaryLine, vitestTally } from './report.ts'

describe('reading the reports', () => {
  it("counts vitest's tests, those to do as skipped", () => {
    const json = JSON.stringify({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })
    expect(vitestTally(json)).toEqual({ passed: 7, failed: 1, skipped: 3 })
  })

  it("counts Playwright's tests, a flaky one as failed", () => {
    const json = JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } })
    expect(playwrightTally(json)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })

  it('refuses a report of another kind', () => {
    expect(() => vitestTally('{}')).toThrow()
    expect(() => playwrightTally('{"stats":{}}')).toThrow()
  })
})

describe('a step', () => {
  const good = { passed: 3, failed: 0, skipped: 0 }

  it('counts what its runner reports', () => {
    expect(stepTally(0, good)).toEqual(good)
    expect(stepTally(1, { passed: 2, failed: 4, skipped: 0 })).toEqual({ passed: 2, failed: 4, skipped: 0 })
  })

  it('is a failure when its runner failed without a failed test', () => {
    expect(stepTally(1, good)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('is a failure without a report, whatever the exit code', () => {
    expect(stepTally(0, undefined).failed).toBe(1)
    expect(stepTally(1, undefined).failed).toBe(1)
  })
})

describe('the last line', () => {
  it('adds everything up', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 3 },
    ])
    expect(summaryLine(total)).toBe('41 passed, 2 failed, 3 skipped')
  })

  it('leaves out skipped where there are none', () => {
    expect(summaryLine({ passed: 9, failed: 0, skipped: 0 })).toBe('9 passed, 0 failed')
  })
})

// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { layouts } from './layouts.ts'
import { press, scanAcross, type } from './testing/keyboard.ts'
import { focusNew, person, silence, testWedge, ticket, usb } from './testing/wedge.ts'
import { watchScanners } from './watch.ts'
import type { SeenBurst, SeenKey } from './watch.ts'

const wedge = testWedge()

describe('keyboard wedge, a scanner set to another keyboard (mocked time)', () => {
  const pairs = layouts.flatMap((scanner) => layouts.map((computer) => [scanner, computer] as const))

  it.each(pairs)('a scanner on %s is read on a computer on %s', async (scanner, computer) => {
    const field = focusNew('textarea')
    await scanAcross(ticket, scanner, computer)
    expect(wedge.readings).toHaveLength(1)
    // German only changes Y and Z: which is right, the signature tells.
    const [first] = wedge.readings
    expect([first?.text, ...(first?.others ?? [])]).toContain(ticket)
    if (![scanner, computer].includes('de')) expect(first?.text).toBe(ticket)
    expect(field.value).toBe('')
  })

  it('reads an address that Spanish keys make of a US scanner’s', async () => {
    await scanAcross('https://example.com/Menu', 'us', 'es')
    await silence()
    expect(wedge.scans()).toEqual(['https://example.com/Menu'])
  })

  it('tells a test which keyboard it is', async () => {
    const bursts: SeenBurst[] = []
    const stop = watchScanners({
      onKey: () => undefined,
      onBurst: (burst) => bursts.push(burst),
      onReading: () => undefined,
    })
    await scanAcross(ticket, 'fr', 'es')
    await silence()
    await scanAcross(ticket, 'us', 'us')
    stop()
    expect(bursts).toEqual([
      { taken: true, reason: 'ticket', layout: 'fr' },
      { taken: true, reason: 'ticket' },
    ])
  })
})

describe('keyboard wedge, what a scanner types around a code (mocked time)', () => {
  it('leaves nothing of a known prefix and suffix in a field, nor of the Enter behind them', async () => {
    wedge.settings = { prefix: '~Q3', suffix: '#$', end: 'auto' }
    const field = focusNew('input')
    const form = document.createElement('form')
    document.body.append(form)
    form.append(field)
    field.focus()
    const submitted = vi.fn((event: Event) => event.preventDefault())
    form.addEventListener('submit', submitted)
    await type(`~Q3${ticket}#$`, usb)
    await press('Enter', 2)
    await silence()
    expect(wedge.scans()).toEqual([ticket])
    expect(field.value).toBe('')
    expect(submitted).not.toHaveBeenCalled()
  })

  it('knows a prefix that another keyboard changes', async () => {
    wedge.settings = { prefix: ']', suffix: '', end: 'auto' }
    const field = focusNew('input')
    await scanAcross(`]${ticket}`, 'us', 'es')
    expect(wedge.scans()).toEqual([ticket])
    expect(field.value).toBe('')
  })

  it('takes them off a code that is no ticket', async () => {
    wedge.settings = { prefix: '~', suffix: '#', end: 'enter' }
    await type('~0123456789ABC#', usb)
    await press('Enter', 2)
    expect(wedge.scans()).toEqual(['0123456789ABC'])
  })

  it('leaves a person’s Enter alone where the scanner sends none, or only Tab', async () => {
    for (const end of ['none', 'tab'] as const) {
      wedge.settings = { prefix: '', suffix: '', end }
      const button = focusNew('button')
      const clicked = vi.fn()
      button.addEventListener('click', clicked)
      await type(ticket, (index) => (index === 0 ? 500 : 2))
      await press('Enter', 20)
      expect(clicked).toHaveBeenCalledOnce()
    }
    expect(wedge.scans()).toEqual([ticket, ticket])
  })

  it('tells a test every key with its time, and why it is no scan', async () => {
    const keys: SeenKey[] = []
    const bursts: SeenBurst[] = []
    const stop = watchScanners({
      onKey: (key) => keys.push(key),
      onBurst: (burst) => bursts.push(burst),
      onReading: () => undefined,
    })
    await type('hola', person)
    await silence()
    await type('0123456', usb)
    await silence()
    const field = focusNew('input')
    await type('lucia.fernandez99@example.com', usb)
    await silence()
    await type(`~${ticket}`, usb)
    stop()
    expect(keys.slice(1, 4).map(({ key, gap }) => [key, Math.round(gap)])).toEqual([
      ['o', 110],
      ['l', 110],
      ['a', 110],
    ])
    expect(bursts.map(({ reason, prefix }) => [reason, prefix])).toEqual([
      ['short', undefined],
      ['short', undefined],
      ['typing', undefined],
      ['ticket', '~'],
    ])
    expect(field.value).toContain('lucia.fernandez99@example.com')
  })
})

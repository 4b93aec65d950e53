// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CommandOutput } from '../../../contract/ipc.ts'
import type { UpdateState } from '../../../contract/shell.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useDesk } from '../../store/desk-store.ts'
import { UpdateSettings } from './update-settings.tsx'

const at = '2026-11-28T00:00:00.000Z'
const version = '9.9.9'
const ready = { state: 'ready', version, installAt: at, tried: false } as const
const failed = { state: 'failed', retryAt: at } as const
const states: readonly [UpdateState, string][] = [
  [{ state: 'off' }, 'no se actualiza solo'],
  [{ state: 'newest', offered: true, checkedAt: at }, 'sábado 28 nov, 01:00'],
  [{ state: 'newest', offered: true, checkedAt: null }, 'en cuanto el servidor conteste'],
  [{ state: 'newest', offered: false, checkedAt: at }, 'no ofrece actualizaciones'],
  [{ state: 'downloading', version, percent: 42 }, '9.9.9: 42 %'],
  [{ ...ready, hold: null }, 'se instala ahora'],
  [{ ...ready, hold: 'open' }, 'cuando cierre (sábado 28 nov, 01:00)'],
  [{ ...ready, hold: 'always_open' }, 'en la primera hora de su día (sábado 28 nov, 01:00)'],
  [{ ...ready, hold: 'scan' }, 'Acaba de escanearse una entrada'],
  [{ ...ready, hold: 'busy', installAt: null }, 'Hay algo abierto'],
  [{ ...ready, hold: null, installAt: null, tried: true }, 'ya se instaló'],
  [{ ...failed, why: 'damaged' }, 'no es el que anuncia'],
  [{ ...failed, why: 'unsigned' }, 'no lleva la firma'],
  [{ ...failed, why: 'unreadable' }, 'incompleta'],
  [{ ...failed, why: 'elsewhere' }, 'otro servidor'],
  [{ ...failed, why: 'disk' }, 'Haz sitio'],
  [{ ...failed, why: 'network' }, 'Comprueba la red'],
  [{ ...failed, why: 'other' }, 'copia el diagnóstico'],
]

function show(
  update: UpdateState,
  installUpdate = vi.fn<() => Promise<CommandOutput<'installUpdate'>>>(),
): void {
  vi.stubGlobal('desk', { updateState: () => Promise.resolve(update), installUpdate })
  const business = { id: 1, name: 'x', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 10 }
  useDesk.setState({ ...useDesk.getInitialState(), business })
  render(<UpdateSettings />)
}

beforeEach(() => startI18n())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it.each(states)('%j says so in both languages', async (update, words) => {
  show(update)
  expect((await screen.findByRole('status')).textContent).toContain(words)
  await i18next.changeLanguage('en')
  const english = (await screen.findByRole('status')).textContent
  await i18next.changeLanguage('es')
  expect(english).not.toContain('update.')
  expect(english).not.toContain('{{')
})

it('a host who wants it in the venue’s hours is told why not', async () => {
  show(
    { ...ready, hold: 'open' },
    vi.fn(() => Promise.resolve({ ok: false as const, problem: { code: 'update_open' } })),
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Reiniciar y actualizar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('El local está abierto')
})

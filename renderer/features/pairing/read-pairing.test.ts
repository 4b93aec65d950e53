import { describe, expect, it } from 'vitest'
import { readPairing } from './read-pairing.ts'

const read = (over: Partial<Parameters<typeof readPairing>[0]> = {}) =>
  readPairing({ server: 'https://a.example', code: 'abcd-2345', name: ' Puesto 1 ', ...over })

describe('what is typed to pair a desk', () => {
  it('is read as it is meant', () => {
    expect(read()).toEqual({
      ok: true,
      value: { server: 'https://a.example', code: 'ABCD2345', name: 'Puesto 1' },
    })
  })

  it.each([
    ['reservas.casalumbre.es', 'https://reservas.casalumbre.es'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['localhost:3000', 'http://localhost:3000'],
    ['recepcion.local', 'http://recepcion.local'],
    ['http://a.example', 'http://a.example'],
  ])('takes the address %s for %s', (server, meant) => {
    const answer = read({ server })
    expect(answer.ok && answer.value.server).toBe(meant)
  })

  it('names every field that is wrong', () => {
    const answer = read({ server: 'ftp://a.example', code: 'short', name: '' })
    expect(answer.ok ? [] : [...answer.wrong]).toEqual(['server', 'code', 'name'])
    expect(read({ server: '' }).ok).toBe(false)
  })
})

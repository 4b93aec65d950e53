import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { identitySchema, pairingCodeSchema } from '../../contract/api.ts'
import { loginResponseSchema } from '../../contract/identity.ts'
import { readConfig } from '../config.ts'
import { call, problemIn } from '../testing/call.ts'
import { useDataFolder } from '../testing/data-folder.ts'
import { runServer } from '../testing/server-process.ts'
import { until } from '../testing/until.ts'
import { askPassword } from './ask-password.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const data = useDataFolder()

const password = 'correct horse battery'
const makeVenue = ['--venue', 'La Terraza', '--time-zone', 'Europe/Madrid']

async function createAdmin(email: string, options: string[] = [], env: Record<string, string> = {}) {
  const args = ['--data', data.path(), '--create-admin', email, ...options]
  return data.run(args, { FRONTDESK_ADMIN_PASSWORD: password, ...env })
}

async function serve() {
  const server = data.keep(runServer(['--data', data.path(), '--port', '0']))
  const url = await until(() => /"url":"([^"]+)"/.exec(server.stdout())?.[1])
  const login = (email: string, secret = password) =>
    call(`${url}/api/auth/login`, 'POST', { body: { email, password: secret } })
  return { server, url, login }
}

describe('--create-admin', () => {
  it('makes the first venue and its administrator, who can pair a desk', async () => {
    const made = await createAdmin('Ana@Terraza.example', makeVenue)
    expect(made).toEqual({ exitCode: 0, stdout: '', stderr: 'ana@terraza.example administers La Terraza.\n' })
    const { server, url, login } = await serve()
    const answer = loginResponseSchema.parse((await login('ana@terraza.example')).body)
    expect(answer.user).toMatchObject({ name: 'ana', role: 'admin', businessId: 1 })
    const { token } = answer
    const code = await call(`${url}/api/admin/pairing-codes`, 'POST', { token })
    const { body } = await call(`${url}/api/devices/pair`, 'POST', {
      body: { code: pairingCodeSchema.parse(code.body).code, name: 'Entrada' },
    })
    expect(identitySchema.parse(body)).toMatchObject({
      business: { name: 'La Terraza', timeZone: 'Europe/Madrid' },
      ticketKeys: [{ keyId: 1 }],
    })
    expect(server.stderr()).not.toContain('--create-admin')
  })

  it('a second one needs no venue to be named; one who is known gets a new password, at once', async () => {
    await createAdmin('ana@terraza.example', makeVenue)
    expect(await createAdmin('luis@terraza.example')).toMatchObject({ exitCode: 0 })
    const { url, login } = await serve()
    const { token } = loginResponseSchema.parse((await login('ana@terraza.example')).body)
    const changed = await createAdmin('ana@terraza.example', [], {
      FRONTDESK_ADMIN_PASSWORD: 'another long one',
    })
    expect(changed.stderr).toBe(
      'ana@terraza.example has a new password, administers La Terraza, and is logged out everywhere.\n',
    )
    expect((await call(`${url}/api/devices/me`, 'GET', { token })).status).toBe(401)
    expect(problemIn(await login('ana@terraza.example')).code).toBe('login_failed')
    expect((await login('ana@terraza.example', 'another long one')).status).toBe(200)
  })

  it.each<[string[], Record<string, string>, string]>([
    [[], {}, 'There is no venue yet. Add --venue NAME and --time-zone ZONE'],
    [['--venue', 'La Terraza'], {}, 'There is no venue "La Terraza". To make it, add --time-zone ZONE'],
    [makeVenue, { FRONTDESK_ADMIN_PASSWORD: 'short' }, 'The password needs 12 to 200 characters.'],
    [makeVenue, { FRONTDESK_ADMIN_PASSWORD: '' }, 'Set FRONTDESK_ADMIN_PASSWORD, or run this in a terminal'],
  ])('with %j and %j says what is missing in one line, exit 2', async (options, env, said) => {
    const made = await createAdmin('ana@terraza.example', options, env)
    expect(made).toMatchObject({ exitCode: 2, stdout: '' })
    expect(made.stderr).toContain(said)
    expect(made.stderr.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    [['--create-admin', 'no address'], '--create-admin needs an e-mail address'],
    [
      ['--create-admin', 'a@b.example', '--time-zone', 'Mars/Base'],
      '--time-zone must be the name of a time zone',
    ],
    [['--create-admin', 'a@b.example', '--venue', ' '], '--venue needs a name'],
    [['--venue', 'x'], 'belong to --create-admin'],
  ])('%j is refused', (args, said) => {
    expect(() => readConfig(['--data', data.path(), ...args], {})).toThrow(said)
  })
})

it('a server that nobody can log in to says how to make somebody', async () => {
  const { server } = await serve()
  await until(() => server.stderr().includes('--create-admin EMAIL'))
})

describe('a password asked for on the terminal', () => {
  function terminal() {
    const input = Object.assign(new PassThrough(), { isTTY: true })
    const output = new PassThrough()
    let shown = ''
    output.on('data', (chunk: Buffer) => (shown += chunk.toString()))
    const asked = askPassword({}, { input, output })
    // Whoever waits for it looks below.
    asked.catch(() => undefined)
    const type = async (question: string, keys: string) => {
      await until(() => shown.endsWith(question))
      input.write(keys)
    }
    return { asked, type, shown: () => shown }
  }

  it('is typed twice, corrected, and not shown', async () => {
    const { asked, type, shown } = terminal()
    await type(': ', 'contraseña largaa\u007f\r')
    await type('Again: ', 'contraseña larga\r')
    expect(await asked).toBe('contraseña larga')
    expect(shown()).toBe('Password (12 characters or more): \nAgain: \n')
  })

  it('that is typed differently, or given up, changes nothing', async () => {
    const differs = terminal()
    await differs.type(': ', 'one password\r')
    await differs.type('Again: ', 'another password\r')
    await expect(differs.asked).rejects.toThrow('not the same')
    const givenUp = terminal()
    await givenUp.type(': ', 'one pass\u0003')
    await expect(givenUp.asked).rejects.toThrow('Nothing was changed.')
  })
})

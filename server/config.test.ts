import path from 'node:path'
import { expect, it } from 'vitest'
import { readConfig, StartError } from './config.ts'

it.each<[string[], NodeJS.ProcessEnv, string]>([
  [['--wrong'], {}, '--wrong'],
  [['--demo', 'extra'], {}, 'extra'],
  [['--demo', '--port', 'http'], {}, '--port'],
  [['--demo', '--port', '65536'], {}, '--port'],
  [['--demo', '--port', ''], {}, '--port'],
  [['--demo', '--heartbeat-ms', '0'], {}, '--heartbeat-ms'],
  [['--demo', '--max-streams', '0'], {}, '--max-streams'],
  [['--demo', '--retention-days', '0'], {}, '--retention-days'],
  [['--demo', '--audit-days', 'x'], {}, '--audit-days'],
  [['--demo', '--log-level', 'loud'], {}, '--log-level'],
  [['--demo', '--host', 'a b'], {}, '--host'],
  [['--demo', '--data'], {}, '--data'],
  [['--demo', '--data', ''], {}, '--data'],
  [['--demo', '--updates', ''], {}, '--updates'],
  [[], {}, '--data'],
  [['--demo'], { PORT: 'x' }, 'PORT'],
  [['--demo'], { LOG_LEVEL: 'x' }, 'LOG_LEVEL'],
  [['--demo'], { DATABASE_URL: 'postgres://' }, 'DATABASE_URL'],
  [['--demo'], { BUS_URL: 'nats://localhost' }, 'BUS_URL'],
  [['--demo', '--backup', 'x'], {}, '--data'],
  [['--data', 'x', '--backup', ''], {}, '--backup'],
  [['--data', 'x', '--copy-to', 'file:/x'], {}, '--copy-to'],
  [['--data', 'x', '--backup', 'x', '--restore', 'x'], {}, 'one command'],
  [['--demo'], { DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
])('%j with %j is refused with exit code 2', (args, env, said) => {
  expect(() => readConfig(args, env)).toThrow(said)
  try {
    readConfig(args, env)
  } catch (error) {
    expect(error).toBeInstanceOf(StartError)
    expect(error).toMatchObject({ exitCode: 2 })
    expect(String(error)).not.toContain('\n')
  }
})

it.each<[string[], NodeJS.ProcessEnv, Record<string, unknown>]>([
  [['--demo'], {}, { port: 7300, host: '127.0.0.1', heartbeatMs: 30_000, database: null, logLevel: 'info' }],
  [['--demo'], {}, { maxStreams: null, retentionDays: 30, auditDays: 400 }],
  [['--demo', '--audit-days', '90'], {}, { auditDays: 90 }],
  [['--demo'], { FRONTDESK_UPDATES: '' }, { updates: null }],
  [['--demo'], { FRONTDESK_UPDATES: '/r' }, { updates: path.resolve('/r') }],
  [['--demo', '--updates', '/s'], { FRONTDESK_UPDATES: '/r' }, { updates: path.resolve('/s') }],
  [['--demo', '--max-streams', '10', '--retention-days', '90'], {}, { maxStreams: 10, retentionDays: 90 }],
  [['--demo', '--port', '0'], { PORT: '8000' }, { port: 0 }],
  [
    ['--demo'],
    { PORT: '8000', HOST: '0.0.0.0', LOG_LEVEL: 'debug' },
    { port: 8000, host: '0.0.0.0', logLevel: 'debug' },
  ],
  [['--demo'], { PORT: '', DATABASE_URL: '' }, { port: 7300, database: null }],
  [
    ['--data', '/x'],
    { DATABASE_URL: 'file:/y.db' },
    { database: path.resolve('/x/frontdesk.db'), demo: false },
  ],
  [[], { DATABASE_URL: 'file:/y.db' }, { database: path.resolve('/y.db') }],
  [[], { DATABASE_URL: 'file:///y.db' }, { database: path.resolve('/y.db') }],
  [
    ['--demo'],
    { DATABASE_URL: 'postgres://me@localhost/x', BUS_URL: 'redis://localhost' },
    { database: 'postgres://me@localhost/x', busUrl: 'redis://localhost', command: null },
  ],
  [['--data', '/x', '--backup', '/b'], {}, { command: { name: 'backup', file: path.resolve('/b') } }],
  [[], { DATABASE_URL: 'sqlite:data/y.db' }, { database: path.resolve('data/y.db') }],
])('%j with %j is %j', (args, env, expected) => {
  expect(readConfig(args, env)).toMatchObject(expected)
})

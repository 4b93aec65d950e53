import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Failure } from '../../scripts/failure.ts'

export const help = `An evening in which everything goes wrong: real servers, real desks, and faults from a seeded schedule.

  npm run chaos -- [--minutes N] [--desks D] [--seed S] [--database sqlite|postgres] [--json FILE]

  --minutes N   how long the evening is (2)
  --desks D     desks without windows, each in a process of its own; two with windows come on top (4)
  --seed S      what goes wrong, when and where: the same for the same seed (drawn, and printed)
  --database D  sqlite: one server; postgres: two servers on one database (sqlite)
  --json FILE   the figures, as JSON

At the end every desk, the server and its log must agree, and all that a host was told is done must be in the log or in
a conflict that is shown. Exit 1 unless nothing is lost, nothing is doubled, and every kind of fault has happened.
`

export interface ChaosOptions {
  minutes: number
  desks: number
  seed: number
  database: 'sqlite' | 'postgres'
  json: string | undefined
}

/** `'help'` where that is asked for. Throws a `Failure` that says what is wrong. */
export function readOptions(args: string[]): ChaosOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '2' },
      desks: { type: 'string', default: '4' },
      seed: { type: 'string' },
      database: { type: 'string', default: 'sqlite' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) return 'help'
  const minutes = Number(values.minutes)
  if (!(minutes >= 0.5 && minutes <= 1440)) throw new Failure('--minutes takes a number from 0.5 to 1440.')
  const desks = Number(values.desks)
  if (!Number.isInteger(desks) || desks < 1 || desks > 50)
    throw new Failure('--desks takes a whole number from 1 to 50.')
  const seed = values.seed === undefined ? randomInt(1, 1_000_000) : Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 31)
    throw new Failure('--seed takes a whole number from 0 to 2147483648.')
  const { database } = values
  if (database !== 'sqlite' && database !== 'postgres')
    throw new Failure('--database takes sqlite or postgres.')
  return { minutes, desks, seed, database, json: values.json }
}

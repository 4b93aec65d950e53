import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Failure } from '../scripts/failure.ts'

/** Reads a bench's options, each text with its default, beside `--help` and `--json`. Ends the process where help is asked for. */
export function readOptions<const T extends ParseArgsOptionsConfig>(help: string, own: T) {
  const { values } = parseArgs({ options: { ...own, help: { type: 'boolean' }, json: { type: 'string' } } })
  if ('help' in values) {
    console.log(help)
    process.exit(0)
  }
  return values
}

/** Reads an option that is a comma-separated list of allowed words; without it, all of them. */
export function words<const T extends string>(
  option: string,
  given: string | undefined,
  allowed: readonly T[],
): T[] {
  if (given === undefined) return [...allowed]
  const list = given.split(',')
  const known = allowed.filter((word) => list.includes(word))
  if (known.length !== list.length) throw new Failure(`--${option} takes some of ${allowed.join(', ')}.`)
  return known
}

/** Reads an option that is a comma-separated list of whole numbers from 1 on. */
export function numbers(option: string, given: string): number[] {
  const list = given.split(',').map(Number)
  if (list.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new Failure(`--${option} takes whole numbers from 1 on, with commas between.`)
  }
  return list
}

/** Reads an option that is one whole number from 1 on. */
export function number(option: string, given: string): number {
  const [value, ...more] = numbers(option, given)
  if (value === undefined || more.length > 0) throw new Failure(`--${option} takes one whole number.`)
  return value
}

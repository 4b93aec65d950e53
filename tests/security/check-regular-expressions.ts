/**
 * Checks every regular expression of the product with `recheck`, and notes those that nothing can make slow:
 *   npx --yes --package recheck@4.5.0 -- node tests/security/check-regular-expressions.ts
 * To be run when the test beside it says that one is not in the list. It takes minutes, so the test has its result only.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { checkedFile, nameOf, regularExpressions } from './regular-expressions.ts'

/** `recheck` is no dependency: npx puts its programs on the path, and with them its modules beside. */
const places = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.dirname(folder))
const load = createRequire(import.meta.url)
const recheck: unknown = load(load.resolve('recheck', { paths: places }))
const checkerSchema = z.object({
  checkSync: z.function({
    input: [z.string(), z.string(), z.object({ timeout: z.null() })],
    output: z.looseObject({ status: z.enum(['safe', 'vulnerable', 'unknown']) }),
  }),
})
const { checkSync } = checkerSchema.parse(recheck)

const root = path.resolve(import.meta.dirname, '../..')
const checked = new Set<string>()
for (const found of regularExpressions(root).literals) {
  const { status } = checkSync(found.source, found.flags, { timeout: null })
  if (status === 'safe') checked.add(nameOf(found))
  else {
    process.stderr.write(`${found.where} is ${status}: ${nameOf(found)}\n`)
    process.exitCode = 1
  }
}
writeFileSync(checkedFile, `${JSON.stringify([...checked].toSorted(), null, 2)}\n`)

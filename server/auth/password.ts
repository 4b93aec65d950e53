import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

const derive = promisify(argon2)

/** The cost of one guess. Memory in KiB. Raise it here: a stored hash names the cost that it was made with. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltLength = 16
const hashLength = 32

/** A password as it is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength)
  const hash = await deriveFrom(password, salt, hashLength, cost)
  return stored(salt, hash)
}

function stored(salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`
}

/** Takes as long as a hash takes. Throws where what is stored is not a hash of ours. */
export async function verifyPassword(password: string, passwordHash: string): Promise<boolean> {
  const { salt, hash, ...storedCost } = storedSchema.parse(storedPattern.exec(passwordHash)?.groups)
  return timingSafeEqual(await deriveFrom(password, salt, hash.length, storedCost), hash)
}

function deriveFrom(
  password: string,
  salt: Buffer,
  length: number,
  { memory, passes, parallelism }: typeof cost,
) {
  return derive('argon2id', {
    // One keyboard writes é as one character, another as two.
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism,
    tagLength: length,
    memory,
    passes,
  })
}

/** Base64 without its padding, as in every such string. */
const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** A hash that no password has, for accounts that do not exist: they are refused as slowly as the others. */
export const dummyHash = stored(Buffer.alloc(saltLength), Buffer.alloc(hashLength))

const storedPattern =
  /^\$argon2id\$v=19\$m=(?<memory>\d+),t=(?<passes>\d+),p=(?<parallelism>\d+)\$(?<salt>[\w+/]+)\$(?<hash>[\w+/]+)$/
const bytes = z.string().transform((encoded) => Buffer.from(encoded, 'base64'))
const storedSchema = z.object({
  memory: z.coerce.number(),
  passes: z.coerce.number(),
  parallelism: z.coerce.number(),
  salt: bytes,
  hash: bytes,
})

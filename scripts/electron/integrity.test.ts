import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkIntegrity } from './integrity.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'integrity-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the integrity check', () => {
  const file = path.join(folder, 'runtime.tgz')
  const content = Buffer.alloc(200_000, 'electron')
  const pinned = `sha512-${createHash('sha512').update(content).digest('base64')}`

  it('accepts exactly the file that was pinned', async () => {
    writeFileSync(file, content)
    await expect(checkIntegrity(file, pinned)).resolves.toBeUndefined()
  })

  it('rejects a file with one bit changed', async () => {
    const changed = Buffer.from(content)
    changed.writeUInt8(changed.readUInt8(150_000) ^ 1, 150_000)
    writeFileSync(file, changed)
    await expect(checkIntegrity(file, pinned)).rejects.toThrow(/is not the file that was pinned/)
  })

  it('rejects a file that was cut off', async () => {
    writeFileSync(file, content.subarray(0, -1))
    await expect(checkIntegrity(file, pinned)).rejects.toThrow(/is not the file that was pinned/)
  })
})

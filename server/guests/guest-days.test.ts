import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { describeGuestDays } from './contract.ts'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

describeGuestDays('SQLite', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  folders.push(folder)
  return path.join(folder, 'frontdesk.db')
})

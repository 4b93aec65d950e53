import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'playwright/test'
import { nodeTransport } from '../../main/store/node-transport.ts'
import { withKey } from '../../main/store/with-key.ts'
import { writeWhileKilled } from '../../main/testing/killed-store.ts'
import { nodeBinary, root } from '../../scripts/paths.ts'

test('the store has every write that it confirmed, killed three hundred times in the middle of writing', async () => {
  test.setTimeout(15 * 60_000)
  const folder = mkdtempSync(path.join(tmpdir(), 'front-desk-deep-'))
  try {
    const store = withKey(nodeTransport(nodeBinary(), path.join(root, 'main/store/process.ts')), () =>
      Promise.resolve(Buffer.alloc(32, 1)),
    )
    const { confirmed, held } = await writeWhileKilled(store, path.join(folder, 'desk.sqlite'), 300)
    expect(confirmed.length).toBeGreaterThan(300)
    expect(held).toEqual(confirmed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

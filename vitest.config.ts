import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** How long one test may wait for what it waits for: a busy machine is slow, and no test measures time. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 }

/** The unit and integration tests, which stand beside the code that they test. */
export default defineConfig({
  test: {
    // Most of a test of sockets, processes and disks is waiting: two at a time, also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          ...patience,
          environment: 'node',
          include: [
            '{contract,server,main,preload,scripts,bench,tests/chaos,tests/compat,tests/offline,tests/security}/**/*.test.ts',
          ],
        },
      },
      {
        plugins: [react()],
        // A test that needs a page asks for one in its first comment.
        test: {
          name: 'renderer',
          ...patience,
          environment: 'node',
          include: ['renderer/**/*.test.{ts,tsx}'],
          // The contrast of the colours is measured where they are written.
          css: { include: [/tokens\.css/] },
        },
      },
    ],
  },
})

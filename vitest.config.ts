import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The unit and integration tests, which stand beside the code that they test. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{contract,server,main,preload,scripts,bench}/**/*.test.ts'],
        },
      },
      {
        plugins: [react()],
        // A test that needs a page asks for one in its first comment.
        test: {
          name: 'renderer',
          environment: 'node',
          include: ['renderer/**/*.test.{ts,tsx}'],
          // The contrast of the colours is measured where they are written.
          css: { include: [/tokens\.css/] },
        },
      },
    ],
  },
})

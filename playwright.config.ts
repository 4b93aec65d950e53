import { defineConfig } from 'playwright/test'

/** The end-to-end tests: real Electron windows and a real server. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  // The windows share one display and one keyboard focus.
  workers: 1,
  // A test that passes at the second try has found something.
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
})

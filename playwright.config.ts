import { defineConfig } from 'playwright/test'

/** Real Electron windows and a real server: `e2e` is part of `npm test`, `deep` takes longer and is not. */
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'tests/e2e', outputDir: 'test-results/e2e' },
    { name: 'deep', testDir: 'tests/deep', outputDir: 'test-results/deep' },
  ],
  // A busy machine is slow, and no test measures time: this is when one is given up.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // The windows share one display and one keyboard focus.
  workers: 1,
  // A test that passes at the second try has found something.
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
})

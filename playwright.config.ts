import { defineConfig } from '@playwright/test'

/** The tests run the production build: `npm test -- --only build,e2e` makes it and runs them. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Each worker has its own server and database (tests/e2e/fixtures.ts); a file's tests share them one after another.
  workers: 2,
  fullyParallel: false,
  // Two cores drive servers, databases and browsers at once. A second try is reported by name (bin/count-results.mjs).
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous: a crowded machine is not a broken app. What must be quick is measured where it matters.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
})

import { defineConfig } from '@playwright/test'

/** Walks with this tag run in `npm run test:nightly` alone; every feature keeps its main walk in the gate. */
const nightly = /@nightly/
const left = process.env.NIGHTLY === '1' ? [] : [nightly]

/** The tests run the production build: `npm test -- --only build,e2e` makes it and runs them. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Each worker has its own server, database and Chromium; each test a context of its own (tests/e2e/fixtures.ts).
  workers: 2,
  fullyParallel: true,
  // A test that passes only at the second try is a bug to be found.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous: a crowded machine is not a broken app. What must be quick is measured where it matters.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [
    { name: 'app', grepInvert: [/@server/, ...left] },
    // Tests that kill, stop or freeze their server.
    { name: 'server', grep: /@server/, grepInvert: left },
  ],
})

import { defineConfig } from 'vitest/config'
import { mendPostgresJs } from './bin/mend-postgres-js.ts'

/** Generous, because a crowded machine is not a broken app: for hooks, and for what is waited for. */
const patience = { hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }

/** The tests run on the driver as the build has it. */
const mended = { plugins: [mendPostgresJs()] }
const server = { deps: { inline: ['postgres'] } }

// No retries: a test that passes only at the second try is a bug to be found.
export default defineConfig({
  test: {
    // Both cores; a project that runs beside another step of the gate is given its share by bin/gate-steps.mjs.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['app/**/*.test.{ts,tsx}', 'db/**/*.test.ts', 'tests/gate/**/*.test.ts'],
          setupFiles: ['tests/setup/fail-on-console-error.ts'],
          // The files of one worker share its modules: a file leaves nothing behind in them.
          isolate: false,
          testTimeout: 60_000,
          ...patience,
        },
      },
      {
        test: {
          name: 'simulation',
          environment: 'node',
          include: ['tests/simulation/**/*.test.ts'],
          isolate: false,
          testTimeout: process.env.NIGHTLY === '1' ? 3_600_000 : 300_000,
        },
      },
      {
        ...mended,
        test: {
          name: 'integration',
          environment: 'node',
          server,
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: [
            'tests/integration/setup/postgres.global.ts',
            'tests/integration/setup/shared-server.global.ts',
          ],
          setupFiles: ['tests/setup/fail-on-console-error.ts'],
          // The files of one worker share its modules, which take longer to load than most files run.
          isolate: false,
          testTimeout: 120_000,
          ...patience,
        },
      },
      {
        ...mended,
        test: {
          name: 'browsers',
          environment: 'node',
          server,
          include: ['tests/browsers/**/*.test.ts'],
          // One browser at a time has the screen.
          fileParallelism: false,
          testTimeout: 180_000,
          ...patience,
        },
      },
    ],
  },
})

import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import { mendPostgresJs } from './bin/mend-postgres-js.ts'
import { pageChunks } from './bin/page-chunks.ts'
import { reactRouterWithoutWarnings } from './bin/react-router-without-warnings.ts'
import { zodWithoutEval } from './bin/zod-without-eval.ts'

/** Of many small modules, most of which the server never calls. */
const bundledPackages = [
  /^@?better-auth/,
  'better-call',
  /^drizzle-orm/,
  'jose',
  'kysely',
  'nodemailer',
  /^@noble/,
  /^@simplewebauthn/,
  'zod',
]

export default defineConfig({
  plugins: [reactRouterWithoutWarnings(), reactRouter(), mendPostgresJs(), zodWithoutEval()],
  environments: {
    client: {
      build: {
        rollupOptions: {
          output: {
            // Every page needs all of it: one file compresses better than six.
            codeSplitting: {
              groups: [
                {
                  name: 'react',
                  test: /node_modules\/(react|react-dom|scheduler|react-router)\//,
                  priority: 9,
                },
                ...pageChunks,
              ],
            },
          },
        },
      },
    },
    ssr: {
      // Bundled: postgres, so that it is mended; the others, because a start read nine hundred of their files.
      resolve: { noExternal: ['postgres', ...bundledPackages] },
      build: {
        // One bundle holds the Express server and the routes, so both share one environment, one database pool.
        rollupOptions: { input: './app/server/start/serve.server.ts' },
      },
    },
  },
  // One stylesheet for all pages: the offline shell is hydrated at any address, and a link that only some address has
  // would be a hydration error there (decision 0003).
  build: { cssCodeSplit: false },
  // In development: found at the start, not one by one with a reload each.
  optimizeDeps: { entries: ['app/root.tsx', 'app/routes/**/*.tsx'] },
  worker: { format: 'es', plugins: () => [zodWithoutEval()] },
  server: { host: '127.0.0.1' },
})

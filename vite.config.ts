import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [reactRouter()],
  environments: {
    ssr: {
      build: {
        // One bundle holds the Express server and the routes, so both share one environment, one database pool.
        rollupOptions: { input: './app/server/serve.server.ts' },
      },
    },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
})

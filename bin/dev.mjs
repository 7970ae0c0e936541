// npm run dev: the same Express app, environment and database as npm start, with Vite's hot reload in front.
import { join } from 'node:path'
import { ensureInstalled, exitWith, requireNode, root } from './ensure.mjs'

try {
  requireNode()
  await ensureInstalled({ development: true })
  process.env.NODE_ENV ??= 'development'
  const { createServer } = await import('vite')
  const vite = await createServer({ root, server: { middlewareMode: true } })
  stopViteFromExiting()
  const server = await vite.ssrLoadModule('./app/server/start/serve.server.ts')
  await server.start({ devMiddleware: vite.middlewares, bundleDrawing })
} catch (error) {
  exitWith(error)
}

/** At its first use: most days of development draw nothing on the server. */
async function bundleDrawing() {
  const { bundleDrawingProcess } = await import('./bundle-for-node.mjs')
  const folder = join(root, 'build', 'development')
  await bundleDrawingProcess(root, folder)
  return join(folder, 'drawing-process.js')
}

/**
 * A Vite inside Vite (React Router's compiler) ends the process on a signal or a closed terminal, before our server has
 * stopped its Postgres. At this point there are no other listeners for these.
 */
function stopViteFromExiting() {
  process.removeAllListeners('SIGTERM')
  process.stdin.removeAllListeners('end')
}

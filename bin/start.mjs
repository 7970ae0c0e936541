// npm start: install what is missing, build what changed, serve.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, exitWith, isBuilt, requireNode, root } from './ensure.mjs'

try {
  requireNode()
  // A finished build runs with the production packages alone (a container); building needs all of them.
  await ensureInstalled({ development: !isBuilt() })
  await ensureBuilt()
  // React chooses its production half when it is first imported.
  process.env.NODE_ENV ??= 'production'
  const server = await import(pathToFileURL(join(root, 'build/server/index.js')).href)
  await server.start()
} catch (error) {
  exitWith(error)
}

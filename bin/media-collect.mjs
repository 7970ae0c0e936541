// npm run media:collect: removes files and uploads that are no longer needed, as the servers do once a day.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, exitWith, isBuilt, requireNode, root } from './ensure.mjs'

try {
  requireNode()
  await ensureInstalled({ development: !isBuilt() })
  await ensureBuilt()
  process.env.NODE_ENV ??= 'production'
  const server = await import(pathToFileURL(join(root, 'build/server/index.js')).href)
  await server.collectUnneededMedia()
} catch (error) {
  exitWith(error)
}

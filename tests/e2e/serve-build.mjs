// Serves one build folder, as bin/start.mjs does without looking for changes: `node serve-build.mjs <folder>`.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

process.env.NODE_ENV = 'production'
const entry = join(resolve(process.argv[2] ?? 'build'), 'server/index.js')
const server = await import(pathToFileURL(entry).href)
await server.start()

// Serves one build folder as bin/start.mjs does, without looking for something to install or to build:
// `node serve-build.mjs [folder]`.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exitWith } from '../../bin/ensure.mjs'

process.env.NODE_ENV = 'production'
try {
  const server = await import(
    pathToFileURL(join(resolve(process.argv[2] ?? 'build'), 'server/index.js')).href
  )
  await server.start()
} catch (error) {
  exitWith(error)
}

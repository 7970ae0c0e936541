// Serves the build as bin/start.mjs does, without looking for something to install or to build.
import { exitWith } from '../../../bin/ensure.mjs'

process.env.NODE_ENV = 'production'
try {
  const server = await import('../../../build/server/index.js')
  await server.start()
} catch (error) {
  exitWith(error)
}

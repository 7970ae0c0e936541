// Serves the build that is there, in a container: nothing is installed, nothing built.
import { exitWith } from './ensure.mjs'

process.env.NODE_ENV ??= 'production'
try {
  const server = await import('../build/server/index.js')
  await server.start()
} catch (error) {
  exitWith(error)
}

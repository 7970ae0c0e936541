import type { DatabaseClient } from '#db/client.ts'
import type { Auth } from './auth/auth.server.ts'
import type { Environment } from './config/env.server.ts'
import type { FreeSpace } from './observability/free-space.server.ts'
import type { MediaStorage } from './storage/media-storage.server.ts'

/** What the running server holds; made once by `start`, used by the rules. */
export type Runtime = {
  environment: Environment
  database: DatabaseClient
  auth: Auth
  storage: MediaStorage
  /** Absent: nothing is kept on a disk of this machine. */
  freeSpace?: FreeSpace | undefined
  /** Why the server that this process itself runs (the embedded Postgres) is not running now. */
  findFault?: (() => string | undefined) | undefined
}

// Hot reload evaluates this module again while the server, and its pool, live on: the module cannot be the place.
const runtimeKey: unique symbol = Symbol.for('appframes.runtime')
const store = globalThis as { [runtimeKey]?: Runtime | undefined }

export function setRuntime(runtime: Runtime | undefined): void {
  store[runtimeKey] = runtime
}

export function getRuntime(): Runtime {
  const runtime = store[runtimeKey]
  if (!runtime) throw new Error('The server was used before it was started.')
  return runtime
}

export const getDatabase = () => getRuntime().database.db
export const getStorage = () => getRuntime().storage
export const getMediaSettings = () => getRuntime().environment.media
export const getLimits = () => getRuntime().environment.limits

import type { DatabaseClient } from '#db/client.ts'
import type { Auth } from './auth/auth.server.ts'
import type { Environment } from './config/env.server.ts'
import type { FreeSpace } from './observability/free-space.server.ts'
import type { PictureDrawing } from './reviews/picture-drawing.server.ts'
import type { MediaStorage } from './storage/media-storage.server.ts'
import type { EventHub } from './sync/event-hub.server.ts'
import type { ReviewHub } from './sync/review-hub.server.ts'
import type { SyncRepository } from './sync/sync-repository.server.ts'

/** What the running server holds: made once in `start/`, handed to the rules as their first argument. */
export type Services = {
  environment: Environment
  database: DatabaseClient
  auth: Auth
  storage: MediaStorage
  /** The tables of sync, with the cache that all requests share. */
  repository: SyncRepository
  /** The event streams that end at this process. */
  events: EventHub
  /** Tells devices about comments of reviewers. */
  reviewHub: ReviewHub
  /** Of screens, for review links. */
  drawing: PictureDrawing
  /** Absent: nothing is kept on a disk of this machine. */
  freeSpace?: FreeSpace | undefined
  /** Why what this process itself runs (the embedded Postgres) does not run just now. */
  findFault?: (() => string | undefined) | undefined
}

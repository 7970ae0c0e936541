import type { DatabaseClient } from '#db/client.ts'
import { createAuth } from '../auth/auth.server.ts'
import type { Environment } from '../config/env.server.ts'
import { createPictureDrawing } from '../reviews/picture-drawing.server.ts'
import type { Services } from '../services.server.ts'
import { openMediaStorage } from '../storage/open-media-storage.server.ts'
import { createDocumentCache } from '../sync/document-cache.server.ts'
import { createEventHub, type EventHub } from '../sync/event-hub.server.ts'
import { createPgSyncRepository } from '../sync/pg-sync-repository.server.ts'
import { createReviewHub } from '../sync/review-hub.server.ts'

const CACHE_MAX_BYTES = 192_000_000

/** Everything that stands on the database, once for a process: all its requests share the cache and the listeners. */
export async function createServices({
  environment,
  database,
  bundleDrawing,
  ...rest
}: {
  environment: Environment
  database: DatabaseClient
  /** In development: bundles the program of the drawing process and returns its path. */
  bundleDrawing?: (() => Promise<string>) | undefined
} & Pick<Services, 'freeSpace' | 'findFault'>): Promise<Services> {
  const { sql } = database
  const auth = createAuth({ environment, database })
  const storage = await openMediaStorage({ ...environment, bucket: environment.media.bucket })
  const repository = createPgSyncRepository({
    sql,
    cache: createDocumentCache({ maxBytes: CACHE_MAX_BYTES }),
    // What is written here is told to this process's devices without the way through the database.
    onCommitted: (committed) => events.broadcastCommitted(committed),
  })
  const events: EventHub = createEventHub(sql, repository)
  const drawing = createPictureDrawing(bundleDrawing)
  const reviewHub = createReviewHub(sql)
  return { environment, database, auth, storage, repository, events, reviewHub, drawing, ...rest }
}

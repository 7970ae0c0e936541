import { takeFromLimit } from '../http/rate-limit.server.ts'
import { type Collected, collectMedia } from '../media/garbage-collection.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import { removeOldPictures } from '../reviews/review-pictures.server.ts'
import type { Services } from '../services.server.ts'

/** Any number that nothing else in this database locks. */
const COLLECTION_LOCK = 7_326_140_552
const CHECK_EVERY_MS = 60 * 60 * 1000
const DAY_SECONDS = 24 * 60 * 60

/** `busy`: another process is running it. The lock belongs to a connection, so a process that dies releases it. */
export type Collection =
  | { kind: 'collected'; collected: Collected & { reviewPictures: number } }
  | { kind: 'busy' }

export async function collectAlone(services: Services): Promise<Collection> {
  const connection = await services.database.sql.reserve()
  try {
    const [row] = await connection`select pg_try_advisory_lock(${COLLECTION_LOCK}) as "isOurs"`
    if (row?.isOurs !== true) return { kind: 'busy' }
    try {
      const collected = await collectMedia(services)
      return {
        kind: 'collected',
        collected: { ...collected, reviewPictures: await removeOldPictures(services) },
      }
    } finally {
      await connection`select pg_advisory_unlock(${COLLECTION_LOCK})`
    }
  } finally {
    connection.release()
  }
}

/** Once a day, by one of all processes: the day is counted in the database. */
export async function collectDaily(services: Services): Promise<void> {
  const taken = await takeFromLimit(
    { key: 'media-collection', max: 1, windowSeconds: DAY_SECONDS },
    services.database.sql,
  )
  if (taken.kind === 'ok') await collectAlone(services)
}

/** Checks every hour whether the day's collection is due. */
export function startDailyCollection(services: Services): { stop(): void } {
  let isStopped = false
  const timer = setInterval(() => {
    collectDaily(services).catch((error: unknown) => {
      // A server that stops has closed its pool.
      if (!isStopped) logFailure('Unneeded files could not be removed; it is tried again tomorrow.', error)
    })
  }, CHECK_EVERY_MS)
  timer.unref()
  return {
    stop() {
      isStopped = true
      clearInterval(timer)
    },
  }
}

/** For the person at the terminal. */
export function describeCollection(collection: Collection): string {
  if (collection.kind === 'busy')
    return 'Another process is removing unneeded files right now; nothing was done.'
  const {
    deletedObjects,
    markedObjects,
    expiredUploads,
    abortedMultiparts,
    emptiedProjects,
    failed,
    reviewPictures,
  } = collection.collected
  return [
    `${deletedObjects} unneeded files deleted, ${markedObjects} more marked (they go in 30 days unless something needs them).`,
    `${expiredUploads + abortedMultiparts} abandoned uploads removed, ${emptiedProjects} deleted projects emptied.`,
    `${reviewPictures} old pictures of review links removed; they are drawn again when somebody looks at them.`,
    ...(failed === 0
      ? []
      : [`${failed} steps failed and are tried again next time; the log has the reasons.`]),
  ].join('\n')
}

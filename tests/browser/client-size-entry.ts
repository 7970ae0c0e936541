import { compressBody } from '#app/client/compress-body.ts'
import { openEventStream } from '#app/client/event-stream.ts'
import { createFetchTransport } from '#app/client/fetch-transport.ts'
import { createProjectSession } from '#app/client/project-session.ts'
import { openTabChannel } from '#app/client/tab-channel.ts'
import { takeTabSeat } from '#app/client/tab-seat.ts'
import { holdLock } from '#app/client/web-locks.ts'
import { openConnection } from '#app/local/connection.ts'
import { openProjects } from '#app/local/idb-project-store.ts'
import { createLeader } from '#app/sync/leader.ts'
import { createSyncEngine } from '#app/sync/sync-engine.ts'

/**
 * What carries an edit from memory to the disk, to other tabs and to the account: store, outbox, merge, tabs, transport. Bundled by
 * bin/client-size.mjs, which says how large it is and fails the gate beyond its limit.
 */
Object.assign(globalThis, {
  compressBody,
  createFetchTransport,
  createLeader,
  createProjectSession,
  createSyncEngine,
  holdLock,
  openConnection,
  openEventStream,
  openProjects,
  openTabChannel,
  takeTabSeat,
})

import { compressBody } from '#app/client/platform/compress-body.ts'
import { openEventStream } from '#app/client/platform/event-stream.ts'
import { createHttpTransport } from '#app/client/platform/http-transport.ts'
import { openProjectChannel } from '#app/client/platform/project-channel.ts'
import { openTabChannel } from '#app/client/platform/tab-channel.ts'
import { holdLock } from '#app/client/platform/web-locks.ts'
import { createProjectSession } from '#app/client/session/project-session.ts'
import { acquireTabId } from '#app/client/session/tab-id.ts'
import { openConnection } from '#app/storage/open-connection.ts'
import { openProjects } from '#app/storage/open-projects.ts'
import { createLeader } from '#app/sync/engine/leader-election.ts'
import { createSyncEngine } from '#app/sync/engine/sync-engine.ts'

/**
 * The modules that move an edit from memory to the disk, to other tabs and to the account: store, outbox, merge, tabs,
 * transport. Bundled by bin/client-size.mjs, which prints its size and fails the gate beyond its limit.
 */
Object.assign(globalThis, {
  compressBody,
  createHttpTransport,
  createLeader,
  createProjectSession,
  createSyncEngine,
  holdLock,
  openConnection,
  openEventStream,
  openProjectChannel,
  openProjects,
  openTabChannel,
  acquireTabId,
})

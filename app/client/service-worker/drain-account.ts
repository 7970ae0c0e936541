import { openLocalSync } from '#app/storage/open-sync-store.ts'
import { createSyncEngine } from '#app/sync/engine/sync-engine.ts'
import { browserTime } from '../platform/browser-time.ts'
import { hashText } from '../platform/hash-text.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import { leaderLockName, runIfFree } from '../platform/web-locks.ts'

/** The browser tries a failed event again only after minutes, so the waiting is done inside it. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000]

/**
 * Syncs an account's pending changes after its last tab is closed: the pages' own engine over the same disk. An open
 * page syncs itself. Rejects when changes are left, so that the browser retries.
 */
export async function drainAccount(userId: string): Promise<void> {
  for (const delayMs of [...RETRY_DELAYS_MS, undefined]) {
    if ((await drainIfFree(userId)) === 'done') return
    if (delayMs === undefined) throw new Error('Work is still waiting to be synced.')
    await new Promise((resolve) => setTimeout(resolve, delayMs))
  }
}

async function drainIfFree(userId: string): Promise<'done' | 'later'> {
  const local = await openLocalSync(userId)
  if (local === undefined) return 'done'
  let outcome: 'done' | 'later' = 'done'
  const engine = createSyncEngine({
    store: local.sync,
    transport: createHttpTransport(userId),
    time: browserTime,
    random: Math.random,
    mintId: () => crypto.randomUUID(),
    hash: hashText,
    onRemoteChange: () => undefined,
    onRowsChange: () => undefined,
    onConflicts: () => undefined,
    onMediaSeq: () => undefined,
    onFenced: () => undefined,
    onLeadFailed: () => undefined,
    onFault: (error) => console.warn('AppFrames goes on after a fault in the background.', error),
  })
  try {
    await runIfFree(leaderLockName(local.databaseName), async () => {
      outcome = await engine.drainOnce()
    })
  } finally {
    engine.close()
    local.close()
  }
  return outcome
}

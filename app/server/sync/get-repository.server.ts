import { getRuntime } from '../runtime.server.ts'
import { createDocumentCache } from './document-cache.server.ts'
import { createPgSyncLedger } from './pg-sync-repository.server.ts'
import type { Committed, SyncLedger } from './sync-repository.server.ts'

const CACHE_MAX_BYTES = 192_000_000

const ledgers = new WeakMap<object, SyncLedger>()
const watchers = new WeakMap<SyncLedger, (committed: Committed) => void>()

/** The ledger over the running server's database: one for each pool, so that all requests share its cache. */
export function getLedger(): SyncLedger {
  const { sql } = getRuntime().database
  const known = ledgers.get(sql)
  if (known) return known
  const ledger = createPgSyncLedger({
    sql,
    cache: createDocumentCache({ maxBytes: CACHE_MAX_BYTES }),
    onCommitted: (committed) => watchers.get(ledger)?.(committed),
  })
  ledgers.set(sql, ledger)
  return ledger
}

/** The one who tells this process's devices what was written here, without the way through the database. */
export function watchLedger(ledger: SyncLedger, onCommitted: (committed: Committed) => void): void {
  watchers.set(ledger, onCommitted)
}

import { getRuntime } from '../runtime.server.ts'
import { createDocumentCache } from './document-cache.server.ts'
import { createPgSyncLedger } from './pg-sync-ledger.server.ts'
import type { SyncLedger } from './sync-ledger.server.ts'

const CACHE_MAX_BYTES = 192_000_000

const ledgers = new WeakMap<object, SyncLedger>()

/** The ledger over the running server's database: one for each pool, so that all requests share its cache. */
export function getLedger(): SyncLedger {
  const { sql } = getRuntime().database
  const known = ledgers.get(sql)
  if (known) return known
  const ledger = createPgSyncLedger({ sql, cache: createDocumentCache({ maxBytes: CACHE_MAX_BYTES }) })
  ledgers.set(sql, ledger)
  return ledger
}

import { getRuntime } from '../runtime.server.ts'
import { createDocumentCache } from './document-cache.server.ts'
import { createPgSyncRepository } from './pg-sync-repository.server.ts'
import type { Committed, SyncRepository } from './sync-repository.server.ts'

const CACHE_MAX_BYTES = 192_000_000

const repositories = new WeakMap<object, SyncRepository>()
const watchers = new WeakMap<SyncRepository, (committed: Committed) => void>()

/** The repository over the running server's database: one for each pool, so that all requests share its cache. */
export function getRepository(): SyncRepository {
  const { sql } = getRuntime().database
  const known = repositories.get(sql)
  if (known) return known
  const repository = createPgSyncRepository({
    sql,
    cache: createDocumentCache({ maxBytes: CACHE_MAX_BYTES }),
    onCommitted: (committed) => watchers.get(repository)?.(committed),
  })
  repositories.set(sql, repository)
  return repository
}

/** The hub that sends this process's writes to its devices, without a query. */
export function watchRepository(
  repository: SyncRepository,
  onCommitted: (committed: Committed) => void,
): void {
  watchers.set(repository, onCommitted)
}

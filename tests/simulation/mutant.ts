import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { HttpRequest, Transport } from '#app/sync/api/transport.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { MemoryRepository } from '#tests/fakes/memory-sync-repository.ts'
import type { SimServer } from './sim-server.ts'
import type { SimStores } from './sim-stores.ts'

/** A bug planted around the real parts, to prove that the simulation detects it. */
export type Mutant = {
  name: string
  /** A seed that is known to detect it: the search of the gate begins there. */
  firstSeed: number
  /** Where the nightly search begins, when none of 2,000 seeds from 0 detects it. */
  rareFrom?: number
  wrapRepository?: (repository: SyncRepository) => SyncRepository
  wrapRequest?: (request: HttpRequest, memory: MemoryRepository, accountId: string) => Promise<HttpRequest>
  wrapStore?: (store: SyncStore) => SyncStore
  wrapStores?: (stores: SimStores) => SimStores
  wrapTransport?: (transport: Transport) => Transport
  changeServer?: (server: SimServer) => void
}

export const noMutant: Mutant = { name: 'none', firstSeed: 0 }

import type { SyncLedger } from '#app/server/sync/sync-repository.server.ts'
import type { HttpRequest, Transport } from '#app/sync/api/transport.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { MemoryLedger } from '#tests/fakes/memory-sync-ledger.ts'
import type { SimServer } from './sim-server.ts'
import type { SimStores } from './sim-stores.ts'

/** A bug planted around the real parts, to show that the simulation finds it. */
export type Mutant = {
  name: string
  /** Where the search begins: what needs a rare story is looked for where there is one. */
  firstSeed?: number
  wrapLedger?: (ledger: SyncLedger) => SyncLedger
  wrapRequest?: (request: HttpRequest, memory: MemoryLedger, accountId: string) => Promise<HttpRequest>
  wrapStore?: (store: SyncStore) => SyncStore
  wrapStores?: (stores: SimStores) => SimStores
  wrapTransport?: (transport: Transport) => Transport
  changeServer?: (server: SimServer) => void
}

export const noMutant: Mutant = { name: 'none' }

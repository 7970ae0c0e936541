import type { ContractCase } from './contract.ts'
import type { Stores } from './contract-steps.ts'
import { syncConflictContract } from './sync-conflict-contract.ts'
import { syncMemoryContract } from './sync-memory-contract.ts'
import { syncPullContract } from './sync-pull-contract.ts'
import { syncPushContract } from './sync-push-contract.ts'

/** The contract of SyncStore, for every implementation. */
export const syncStoreContract: readonly ContractCase<Stores>[] = [
  ...syncPushContract,
  ...syncPullContract,
  ...syncConflictContract,
  ...syncMemoryContract,
]

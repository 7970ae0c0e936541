import type { SyncStatus } from '../status.ts'

const stronger: ReadonlySet<SyncStatus['kind']> = new Set(['unsaved', 'saving', 'error', 'saved-locally'])

/** Items in review outrank everything but a failure: they stay in the status while rounds come and go. */
export function addConflicts(status: SyncStatus, count: number): SyncStatus {
  if (count === 0 || stronger.has(status.kind)) return status
  const pendingCount = 'pendingCount' in status ? status.pendingCount : 0
  return { kind: 'conflict', count, pendingCount }
}

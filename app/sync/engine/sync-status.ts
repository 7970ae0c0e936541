import type { Failure } from '../api/outcome.ts'
import type { ProjectRow } from '../ports/project-store.ts'
import type { SyncStatus } from '../status.ts'

/** What the engine knows about itself between two steps. */
export type SyncSummary = {
  isRunning: boolean
  pendingCount: number
  refusedCount: number
  /** Of those, projects for which the account has no space. */
  noRoomCount: number
  /** Conflict records not reviewed yet. */
  conflictCount: number
  /** Why the last round ended early; undefined after a complete one. */
  failure: Failure | undefined
  lastSyncedAtMs: number | undefined
}

export function planOverallStatus(state: SyncSummary): SyncStatus {
  const { pendingCount, failure } = state
  if (failure?.kind === 'signed-out') {
    return {
      kind: 'error',
      message: 'You are signed out, so syncing is paused. Your work stays on this device: sign in to go on.',
      pendingCount,
      reason: 'signed-out',
    }
  }
  if (failure?.kind === 'outdated') {
    return {
      kind: 'error',
      message: 'This version of AppFrames is too old to sync. Reload the page to update; your work is kept.',
      pendingCount,
      reason: 'outdated',
    }
  }
  if (failure?.kind === 'offline') return { kind: 'offline', pendingCount }
  if (state.isRunning || (failure === undefined && pendingCount > state.refusedCount)) {
    return { kind: 'syncing', pendingCount }
  }
  if (failure?.kind === 'later') {
    return {
      kind: 'error',
      message:
        'The server has trouble right now. Your work is saved on this device and syncs by itself later.',
      pendingCount,
      reason: 'server',
    }
  }
  if (failure?.kind === 'disk') {
    return {
      kind: 'error',
      message: 'The storage of this device did not answer, so syncing waits. It is tried again by itself.',
      pendingCount,
    }
  }
  return planQuietStatus(state)
}

function planQuietStatus(state: SyncSummary): SyncStatus {
  const { pendingCount, refusedCount, noRoomCount, conflictCount, lastSyncedAtMs } = state
  if (noRoomCount > 0) {
    const [subject, they] =
      noRoomCount === 1 ? ['one project is', 'it syncs'] : [`${noRoomCount} projects are`, 'the rest syncs']
    return {
      kind: 'error',
      message: `Your account is full, so ${subject} not synced. Delete projects that you do not need: then ${they} by itself.`,
      pendingCount,
      reason: 'full',
    }
  }
  if (refusedCount > 0) {
    const subject = refusedCount === 1 ? 'One project is' : `${refusedCount} projects are`
    return {
      kind: 'error',
      message: `${subject} not synced: its card says why.`,
      pendingCount,
      reason: 'refused',
    }
  }
  if (conflictCount > 0) return { kind: 'conflict', count: conflictCount, pendingCount }
  return lastSyncedAtMs === undefined
    ? { kind: 'syncing', pendingCount }
    : { kind: 'synced', atMs: lastSyncedAtMs }
}

/** The badge of one card, from its row and the engine's state. */
export function planProjectStatus(row: ProjectRow, overall: SyncStatus): SyncStatus {
  if (overall.kind === 'saved-locally') return overall
  if (row.syncError !== undefined)
    return { kind: 'error', message: row.syncError, pendingCount: 1, reason: 'refused' }
  if (!row.pending) {
    return { kind: 'synced', atMs: overall.kind === 'synced' ? overall.atMs : row.updatedAtMs }
  }
  if (overall.kind === 'offline') return { kind: 'offline', pendingCount: 1 }
  if (overall.kind === 'error') return { ...overall, pendingCount: 1 }
  return { kind: 'syncing', pendingCount: 1 }
}

export function isSameStatus(a: SyncStatus, b: SyncStatus): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

import { createHash } from 'node:crypto'
import { isSame } from '#app/document/changes/is-same.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ConflictRecord } from '#app/sync/ports/sync-store.ts'
import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'
import { listTokens } from './edits.ts'

export class Violation extends Error {
  override readonly name = 'Violation'
  constructor(
    readonly rule: string,
    detail: string,
  ) {
    super(`${rule}: ${detail}`)
  }
}

export type SavedEdit = {
  token: string
  accountId: string
  deviceId: string
  projectId: ProjectId
  atMs: number
}

/** All devices that ever touched a project, and the state of its last deletion. */
type Life = {
  deviceIds: Set<string>
  /** Saves in progress, and saves in which the tab died: they may have reached the disk. */
  openTouches: number
  /** Deletions in progress, and those in which the tab died. */
  openDeletions: number
  touchCount: number
  /** Deleted by the only device that ever touched it, with nothing in progress, and not touched since. */
  isGone: boolean
  hasLostEntries: boolean
  /** A decision for one whole version, which restores older words of any device. */
  hasOldWords: boolean
}

/** Events that suspend an invariant for the rest of the run. */
export type Disasters = { restored: boolean; powerLost: boolean; evicted: boolean }

/**
 * Tracks every edit that was reported as saved, the words that later edits removed on purpose, and every conflict
 * record. The first violation is recorded and ends the run.
 */
export function createObserver({ isTraced, policy }: { isTraced: boolean; policy: ConflictPolicy }) {
  const saved = new Map<string, SavedEdit>()
  const authors = new Map<string, { accountId: string; deviceId: string }>()
  const superseded = new Set<string>()
  const deletedWith = new Set<string>()
  const overwrittenUnseen = new Set<string>()
  const recorded = new Set<string>()
  const lives = new Map<ProjectId, Life>()
  const attempts = new Set<readonly string[]>()
  const records: (ConflictRecord & { deviceId: string })[] = []
  const quarantined = new Set<string>()
  const disasters: Disasters = { restored: false, powerLost: false, evicted: false }
  const hash = createHash('sha256')
  const trace: string[] = []
  let violation: Violation | undefined
  let eventCount = 0
  let requestCount = 0

  function fail(rule: string, detail: string): void {
    violation ??= new Violation(rule, detail)
    note('violation', rule, detail)
  }

  function note(...parts: readonly (string | number | boolean | null | undefined)[]): void {
    eventCount += 1
    if (parts[0] === 'ask') requestCount += 1
    const line = parts.join(' ')
    hash.update(line)
    if (isTraced) trace.push(line)
  }

  function recordConflict(deviceId: string, record: ConflictRecord): void {
    records.push({ ...record, deviceId })
    for (const token of listTokens(record)) recorded.add(token)
    // Removed and restored by two devices, a project or an entry has no common ancestor any more (S49).
    const { hasLostEntries, hasOldWords } = findLife(record.projectId)
    // So does a policy that takes one version whole.
    if (!('entries' in record) || hasOldWords || policy === 'client-wins' || policy === 'server-wins') return
    for (const entry of record.entries) {
      if (entry.base !== undefined || !hasLostEntries) checkEntry(deviceId, entry)
    }
  }

  /** A device that conflicts with itself has conflicted with its own echo [F29]. */
  function checkEntry(deviceId: string, { kept, lost, path }: MergeConflict): void {
    if (disasters.restored || disasters.powerLost || disasters.evicted) return
    const [mine, other] = [listTokens(kept), listTokens(lost)]
    const keptBy = new Set(
      [...mine].filter((token) => !other.has(token)).map((token) => authors.get(token)?.deviceId),
    )
    const lostBy = new Set(
      [...other].filter((token) => !mine.has(token)).map((token) => authors.get(token)?.deviceId),
    )
    if (keptBy.size !== 1 || lostBy.size !== 1) return
    const [keeper] = keptBy
    if (keeper !== undefined && lostBy.has(keeper)) {
      fail('no false conflict', `${deviceId} at ${path.join('.')} between two words of ${keeper}`)
    }
  }

  function findLife(projectId: ProjectId): Life {
    const life = lives.get(projectId) ?? {
      deviceIds: new Set(),
      openTouches: 0,
      openDeletions: 0,
      touchCount: 0,
      isGone: false,
      hasLostEntries: false,
      hasOldWords: false,
    }
    lives.set(projectId, life)
    return life
  }

  return {
    saved,
    authors,
    /** An edit or a restore begins; the result ends it, if the tab lives to report it. */
    noteTouch(projectId: ProjectId, deviceId: string, { removes = false } = {}): () => void {
      const life = findLife(projectId)
      life.hasLostEntries ||= removes
      life.deviceIds.add(deviceId)
      life.openTouches += 1
      life.touchCount += 1
      life.isGone = false
      return () => {
        life.openTouches -= 1
      }
    },
    /**
     * Once saved, no edit can beat this deletion, unless one was concurrent: seeing the project again is a violation.
     */
    recordDeleting(projectId: ProjectId, deviceId: string): () => void {
      const life = findLife(projectId)
      life.hasLostEntries = true
      life.openDeletions += 1
      const { openTouches, touchCount } = life
      return () => {
        life.openDeletions -= 1
        const hasCrossed = openTouches > 0 || life.touchCount > touchCount
        life.isGone = !hasCrossed && [...life.deviceIds].every((each) => each === deviceId)
      }
    },
    recordDecided(projectId: ProjectId): void {
      findLife(projectId).hasOldWords = true
    },
    /** A tab died while it deleted the project: it may be deleted with all that the disk had of it. */
    isDeletionDoubtful: (projectId: ProjectId) => (lives.get(projectId)?.openDeletions ?? 0) > 0,
    isGone: (projectId: ProjectId) => lives.get(projectId)?.isGone === true,
    superseded,
    /** In a deleted project: restored with it, should another's edit restore it. */
    deletedWith,
    overwrittenUnseen,
    recorded,
    records,
    quarantined,
    disasters,
    trace,
    isTraced,
    note,
    fail,
    recordConflict,
    hasFailed: () => violation !== undefined,
    findViolation: () => violation,
    recordWritten(edit: SavedEdit) {
      authors.set(edit.token, edit)
    },
    /** Words that an edit would remove. A save in which the tab died is not reported, and may have reached the disk. */
    recordAttempt(tokens: readonly string[]): () => void {
      attempts.add(tokens)
      return () => void attempts.delete(tokens)
    },
    isDoubtful: (token: string) => [...attempts].some((tokens) => tokens.includes(token)),
    recordSaved(edit: SavedEdit) {
      saved.set(edit.token, edit)
    },
    countEvents: () => eventCount,
    countRequests: () => requestCount,
    digest: () => hash.digest('hex'),
  }
}

export type Observer = ReturnType<typeof createObserver>

/** S40: where both differ the later arrival, this device's, stays and the account's is recorded. */
export function findWrongKeeper(
  entries: readonly MergeConflict[],
  sides: { theirs: unknown; mine: unknown },
): MergeConflict | undefined {
  return entries.find(({ path, lost, lostSide }) => {
    const side = lostSide === 'earlier' ? sides.theirs : sides.mine
    return !isSame(readPath(side, path) as never, lost as never)
  })
}

function readPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined
  }, value)
}

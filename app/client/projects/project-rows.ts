import type { Json } from '#app/document/changes/change.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import { throttle } from '../platform/throttle.ts'
import type { ProjectEvents } from '../project-events.ts'

/**
 * The list rows of this device: those that are not deleted, the latest first. They are read whole when the identity is opened and
 * after its data was lost; from then on each write brings its row, and another tab's write the id of the row to read.
 */
export interface ProjectRows extends Observable<readonly ProjectRow[]> {
  /** Also a deleted project, and one that is still arriving. */
  has(projectId: string): boolean
  /** Also of a deleted project: its document has arrived. */
  hasDocument(projectId: string): boolean
  find(projectId: ProjectId): ProjectRow | undefined
  /** Resolves when all rows are read. */
  readAll(): Promise<void>
}

export type ProjectRowsOptions = {
  store: Pick<ProjectStore, 'listRows'>
  events: Pick<ProjectEvents, 'on'>
  time: Time
  onFault: (error: unknown) => void
}

/** With hundreds of projects a page of rows arrives every moment: the list is drawn a few times a second. */
const SYNCED_GAP_MS = 400

export function createProjectRows({ store, events, time, onFault }: ProjectRowsOptions): ProjectRows {
  const rows = new Map<ProjectId, ProjectRow>()
  const live = createObservable<readonly ProjectRow[]>([], isSameList)
  const reader = createRowReader(store, ({ found, ids, isOvertaken }) => {
    for (const projectId of ids ?? new Set([...rows.keys(), ...found.keys()])) {
      if (isOvertaken(projectId)) continue
      const row = found.get(projectId)
      if (row === undefined) rows.delete(projectId)
      else keep(row)
    }
    publish()
  })

  /** The same object for the same row, so that its card is not made anew. */
  function keep(row: ProjectRow): void {
    const before = rows.get(row.id)
    if (before === undefined || !isSame(toJson(before), toJson(row))) rows.set(row.id, row)
  }

  function publish(): void {
    live.set([...rows.values()].filter((row) => row.deletedAtMs === undefined).sort(compareRows))
  }

  const publishSoon = throttle(publish, { gapMs: SYNCED_GAP_MS, time })

  function take(row: ProjectRow): void {
    reader.overtake(row.id)
    keep(row)
    publish()
  }

  function takeSynced(projectIds: readonly ProjectId[], synced: readonly ProjectRow[]): void {
    const rowOf = new Map(synced.map((row) => [row.id, row]))
    for (const projectId of projectIds) {
      reader.overtake(projectId)
      const row = rowOf.get(projectId)
      if (row === undefined) rows.delete(projectId)
      else keep(row)
    }
    publishSoon()
  }

  const read = (projectId: ProjectId) => void reader.read([projectId]).catch(onFault)
  events.on({
    committed: ({ row }) => take(row),
    written: ({ projectId, row }) => (row === undefined ? read(projectId) : take(row)),
    'written-elsewhere': ({ projectId }) => read(projectId),
    'rows-synced'({ projectIds, rows: synced }) {
      if (synced === undefined) void reader.read(projectIds).catch(onFault)
      else takeSynced(projectIds, synced)
    },
  })

  return {
    get: live.get,
    subscribe: live.subscribe,
    has: (projectId) => rows.has(projectId as ProjectId),
    hasDocument(projectId) {
      const row = rows.get(projectId as ProjectId)
      return row !== undefined && row.isArriving !== true
    },
    find: (projectId) => live.get().find(({ id }) => id === projectId),
    readAll: () => reader.readAll(),
  }
}

type RowsRead = {
  found: ReadonlyMap<ProjectId, ProjectRow>
  /** The requested rows; absent: all. */
  ids?: ReadonlySet<ProjectId>
  /** Written since the read began: the row in memory may be the newer one. */
  isOvertaken: (projectId: ProjectId) => boolean
}

/** One read at a time; requests during a read are served after it. */
function createRowReader(store: Pick<ProjectStore, 'listRows'>, onRead: (read: RowsRead) => void) {
  let requested: { ids: Set<ProjectId>; isWhole: boolean } = { ids: new Set(), isWhole: false }
  const overtaken = new Set<ProjectId>()
  let reading: Promise<void> | undefined

  async function readRequested(): Promise<void> {
    try {
      while (requested.isWhole || requested.ids.size > 0) {
        const { ids, isWhole } = requested
        requested = { ids: new Set(), isWhole: false }
        overtaken.clear()
        const all = await store.listRows(isWhole ? undefined : [...ids])
        const found = new Map(all.map((row) => [row.id, row]))
        onRead({ found, ...(isWhole ? {} : { ids }), isOvertaken: (projectId) => overtaken.has(projectId) })
        for (const projectId of overtaken) requested.ids.add(projectId)
      }
    } finally {
      reading = undefined
    }
  }

  function start(): Promise<void> {
    reading ??= readRequested()
    return reading
  }

  return {
    readAll() {
      requested.isWhole = true
      return start()
    },
    async read(projectIds: readonly ProjectId[]) {
      for (const projectId of projectIds) requested.ids.add(projectId)
      await start()
    },
    /** A row was written while a read is under way that may have begun before it: it is read once more. */
    overtake(projectId: ProjectId) {
      if (reading !== undefined) overtaken.add(projectId)
    },
  }
}

const toJson = (row: ProjectRow) => row as unknown as Json

const compareRows = (a: ProjectRow, b: ProjectRow): number =>
  b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1)

const isSameList = (a: readonly ProjectRow[], b: readonly ProjectRow[]): boolean =>
  a.length === b.length && a.every((row, index) => row === b[index])

import { openDB } from 'idb'
import { hashText } from '#app/client/platform/hash-text.ts'
import { openTabChannel } from '#app/client/platform/tab-channel.ts'
import { openSync } from '#app/client/sync/open-sync.ts'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change, Op } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { createTestProject, headlinePath } from '#app/storage/contract/contract-fixtures.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'

/**
 * One device of an account, made of the shipped modules: stores on disk, engine, leader, stream. Its page is served
 * under the app's own address, so that it has the session (tests/bench/sync.bench.ts).
 */
async function openDevice(userId: string) {
  const stores = await openLocalStores({ userId, hash: hashText })
  const edited = new Map<ProjectId, (atMs: number) => void>()
  let longestTaskMs = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration)
  }).observe({ entryTypes: ['longtask'] })
  const sync = openSync({
    account: { userId, name: 'Bench', email: 'bench@example.com' },
    stores,
    tabs: openTabChannel({ identity: stores.databaseName, isShared: stores.isShared }),
    onEdited: (projectIds) => {
      for (const projectId of projectIds) edited.get(projectId)?.(now())
    },
    onRowsChange: () => void recordRows(),
    onConflicts: () => undefined,
    onMediaSeq: () => undefined,
    onFault: (error) => console.error(error),
  })
  let isStopping = false
  let hasStopped: () => void = () => undefined
  const stopped = new Promise<void>((resolve) => {
    hasStopped = resolve
  })
  let listedAtMs: number | undefined
  let requestedRows = Number.POSITIVE_INFINITY

  async function recordRows(): Promise<void> {
    if (listedAtMs !== undefined || requestedRows === Number.POSITIVE_INFINITY) return
    const rows = await stores.projects.listRows()
    if (rows.length >= requestedRows && listedAtMs === undefined) listedAtMs = now()
  }

  /** Resolves when a whole round is over and nothing is pending. */
  function whenSynced(): Promise<number> {
    return new Promise((resolve) => {
      const look = () => {
        if (sync.status.get().kind !== 'synced') return
        unsubscribe()
        resolve(now())
      }
      const unsubscribe = sync.status.subscribe(look)
      look()
    })
  }

  return {
    create: (project: ProjectDocument) => stores.projects.create(project, Date.now()),
    wake: () => sync.wake('commit'),
    async edit(projectId: ProjectId, change: Change): Promise<number> {
      const loaded = await stores.projects.load(projectId)
      if (loaded.kind !== 'ok') throw new Error(`the project is ${loaded.kind}`)
      const project = applyChange(loaded.project, change)
      await stores.projects.commit({ projectId, changes: [change], project, atMs: Date.now() })
      const committedAtMs = now()
      sync.wake('commit')
      return committedAtMs
    },
    /** The same, with the time before anything was written. */
    async editFrom(projectId: ProjectId, change: Change): Promise<{ startedAtMs: number }> {
      const loaded = await stores.projects.load(projectId)
      if (loaded.kind !== 'ok') throw new Error(`the project is ${loaded.kind}`)
      const startedAtMs = now()
      const project = applyChange(loaded.project, change)
      await stores.projects.commit({ projectId, changes: [change], project, atMs: Date.now() })
      sync.wake('commit')
      return { startedAtMs }
    },
    /**
     * Writes until stopped: numbered words at the end of this tab's own caption, and single signs on one shared
     * caption, which no merge can split. Prints `saved word` to the console as soon as the disk has one.
     */
    startWriting(projectId: ProjectId, { prefix, from, own, shared, firstSign, pauseMs }: Writing): void {
      void (async () => {
        for (let number = from; !isStopping; number += 1) {
          const word = `${prefix}-${number}`
          const loaded = await stores.projects.load(projectId)
          if (loaded.kind !== 'ok') throw new Error(`the project is ${loaded.kind}`)
          const sign = String.fromCodePoint(firstSign + number)
          const ops = [planWord(loaded.project, own, word), planWord(loaded.project, shared, sign)]
          const change: Change = { label: 'Type', ops }
          const project = applyChange(loaded.project, change)
          await stores.projects.commit({ projectId, changes: [change], project, atMs: Date.now() })
          console.log(`saved ${word}`)
          sync.wake('commit')
          await new Promise((resume) => setTimeout(resume, pauseMs))
        }
        hasStopped()
      })()
    },
    async stopWriting(): Promise<void> {
      isStopping = true
      await stopped
    },
    async readProject(projectId: ProjectId): Promise<ProjectDocument> {
      const loaded = await stores.projects.load(projectId)
      if (loaded.kind !== 'ok') throw new Error(`the project is ${loaded.kind}`)
      return loaded.project
    },
    listConflicts: () => stores.records.listConflicts(),
    async countWaiting(): Promise<number> {
      const disk = await stores.openSync()
      return (await disk.listWaiting()).length + (await disk.listInFlight()).length
    },
    status: () => sync.status.get(),
    whenEdited: (projectId: ProjectId): Promise<number> =>
      new Promise((resolve) =>
        edited.set(projectId, (atMs) => {
          edited.delete(projectId)
          resolve(atMs)
        }),
      ),
    whenSynced,
    watchRows(count: number): void {
      requestedRows = count
      void recordRows()
    },
    findListedAtMs: () => listedAtMs,
    async countBodies(): Promise<number> {
      const rows = await stores.projects.listRows()
      const last = rows.at(-1)
      // One document proves that bodies are there, not names only.
      if (last !== undefined && (await stores.projects.load(last.id)).kind !== 'ok') return 0
      return rows.length
    },
    readLongestTaskMs: () => longestTaskMs,
    async removeAll(): Promise<void> {
      sync.close()
      stores.close()
      await deleteIdentity(stores.databaseName)
    },
  }
}

type Writing = {
  prefix: string
  from: number
  own: string
  shared: string
  firstSign: number
  pauseMs: number
}

function planWord(project: ProjectDocument, elementId: string, word: string): Op {
  const path = [...headlinePath.slice(0, 4), elementId, 'contentByLocale', 'en-US']
  const text = readAt(project, path)
  return { op: 'splice', path, at: text.length, removed: '', inserted: ` ${word}` }
}

const readAt = (project: ProjectDocument, path: readonly string[]): string =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], project) as string

/** Comparable between two browsers on one machine. */
const now = () => performance.timeOrigin + performance.now()

/** A project of about this size, whose ids are as long as real ones. */
function createSizedProject(bytes: number, name: string): ProjectDocument {
  const elements = 25
  const bytesPerElement = 400
  const screens = Math.max(1, Math.round(bytes / bytesPerElement / elements))
  const text = JSON.stringify(createTestProject({ screens, elements, name }))
  const ids = new Map<string, string>()
  const real = text.replace(/"((?:screen|text)-\d+)":\{/g, (_all, id: string) => {
    // Elements of different screens share their short names; every place gets an id of its own.
    const minted = id.startsWith('text') ? crypto.randomUUID() : (ids.get(id) ?? crypto.randomUUID())
    ids.set(id, minted)
    return `"${minted}":{`
  })
  const own = real.replace(/"id":"(screen-\d+)"/g, (_all, id: string) => `"id":"${ids.get(id)}"`)
  const parsed = parseProject(JSON.parse(own))
  if (parsed.kind !== 'ok') throw new Error('the sized project does not parse')
  return parsed.project
}

/** Moves the first element of the first screen, as a drag does. */
function planSmallEdit(project: ProjectDocument, x: number): Change {
  const [sizeId = '', screens = {}] = Object.entries(project.screensByCanvasSize)[0] ?? []
  const [screenId = '', screen] = Object.entries(screens)[0] ?? []
  const [elementId = '', element] = Object.entries(screen?.elements ?? {})[0] ?? []
  const path = ['screensByCanvasSize', sizeId, screenId, 'elements', elementId, 'x']
  return { label: 'Move headline', ops: [{ op: 'set', path, before: element?.x ?? 0, after: x }] }
}

/** A small edit and the project after it, as the editor has both in memory. */
function planAppliedEdit(project: ProjectDocument, x: number) {
  const change = planSmallEdit(project, x)
  return { projectId: project.id, changes: [change], project: applyChange(project, change) }
}

/** The disk alone, with no sync behind it. */
async function openLocal(userId: string) {
  const stores = await openLocalStores({ userId, hash: hashText })
  return {
    create: (project: ProjectDocument) => stores.projects.create(project, Date.now()),
    commit: (planned: ReturnType<typeof planAppliedEdit> & { atMs: number }) =>
      stores.projects.commit(planned),
    close: () => stores.close(),
  }
}

const offered = {
  openDevice,
  openLocal,
  createSizedProject,
  createTestProject,
  planAppliedEdit,
  planSmallEdit,
  now,
  /** The floor: idb as anyone would use it. */
  async openBareDatabase() {
    const database = await openDB(`bare:${crypto.randomUUID()}`, 1, {
      upgrade: (opened) => opened.createObjectStore('rows', { keyPath: 'id' }),
    })
    return {
      async putAll(rows: readonly { id: string; [field: string]: unknown }[]): Promise<void> {
        const transaction = database.transaction('rows', 'readwrite', { durability: 'relaxed' })
        for (const row of rows) void transaction.store.put(row)
        transaction.commit()
        await transaction.done
      },
      close: () => database.close(),
    }
  },
}

declare global {
  var syncBench: SyncBenchPage
}
export type SyncBenchPage = typeof offered

globalThis.syncBench = offered

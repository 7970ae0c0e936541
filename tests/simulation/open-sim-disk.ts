import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { openMemoryConnection } from '#app/storage/memory/connection.ts'
import { createMemoryDisk } from '#app/storage/memory/disk.ts'
import { openProjects } from '#app/storage/open-projects.ts'
import type { LogPosition } from '#app/sync/ports/project-store.ts'
import { listTokens } from './edits.ts'
import type { Mutant } from './mutant.ts'
import type { Chance } from './random.ts'
import type { CommitCrash, SimDisk } from './sim-disk.ts'
import { hashText } from './sim-server.ts'
import type { SimStores } from './sim-stores.ts'

/** The real stores over the in-memory implementation of the database. */
export function openSimDisk(chance: Chance, mutant: Mutant): SimDisk {
  const disk = createMemoryDisk({ keepsRecovery: true })
  let isFull = false
  let crash: CommitCrash | undefined

  /** Counts down to the moment at which the tab dies. */
  function isHit(moment: CommitCrash['moment']): boolean {
    if (crash?.moment !== moment) return false
    crash = { ...crash, after: crash.after - 1 }
    if (crash.after >= 0) return false
    crash = undefined
    return true
  }

  return {
    open({ onKilled }) {
      const connection = openMemoryConnection({
        databaseName: 'simulated',
        disk,
        faults: {
          beforeRequest({ isWrite }) {
            if (!isWrite) return
            if (isHit('request')) onKilled()
            if (isFull) throw new DOMException('full', 'QuotaExceededError')
          },
          beforeCommit({ isWrite }) {
            if (isWrite && isHit('commit')) onKilled()
          },
          afterCommit({ isWrite }) {
            if (isWrite && isHit('committed')) onKilled()
          },
        },
      })
      const stores = createStores(connection, chance)
      return mutant.wrapStores?.(stores) ?? stores
    },
    setFull(next) {
      isFull = next
    },
    endFaults() {
      isFull = false
      crash = undefined
    },
    armCrash(next) {
      crash = next
    },
    losePower(lostShare) {
      disk.losePower(Math.floor((disk.countVolatile() + 1) * lostShare))
    },
    wipe: disk.wipe,
  }
}

/** A splice has only the letters that differ, so a word may be in no change: it is searched in their result. */
function listWritten(from: ProjectDocument, changes: readonly Change[]): ReadonlySet<string> {
  const written = new Set(listTokens(changes))
  let project = from
  for (const change of changes) {
    const before = listTokens(project)
    project = applyChange(project, change)
    for (const token of listTokens(project)) if (!before.has(token)) written.add(token)
  }
  return written
}

function createStores(connection: ReturnType<typeof openMemoryConnection>, chance: Chance): SimStores {
  const { projects, sync } = openProjects(connection, {
    mintId: chance.mintId,
    hash: (parts) => Promise.resolve(hashText(parts)),
  })
  return {
    sync,
    async load(projectId) {
      const loaded = await projects.load(projectId)
      return loaded.kind === 'ok' ? { project: loaded.project as Project, at: loaded.at } : undefined
    },
    async listSince(projectId, since) {
      const tail = await projects.readLog(projectId, since.at as LogPosition)
      if (tail.kind === 'reload') return undefined
      const changes = tail.rows.map(({ change }) => change)
      return { tokens: listWritten(since.project, changes), changeCount: changes.length }
    },
    async listProjects() {
      const rows = await projects.listRows()
      const ready = rows.filter(({ isArriving }) => isArriving !== true)
      const unreadable: ProjectId[] = []
      for (const { id } of ready) {
        const { kind } = await projects.load(id)
        if (kind === 'newer' || kind === 'broken') unreadable.push(id)
      }
      return {
        live: ready.filter(({ deletedAtMs }) => deletedAtMs === undefined).map(({ id }) => id),
        deleted: ready.filter(({ deletedAtMs }) => deletedAtMs !== undefined).map(({ id }) => id),
        unreadable,
      }
    },
    create: (project, atMs) => projects.create(project, atMs),
    commit: (input) => projects.commit(input),
    markDeleted: (projectId, atMs) => projects.markDeleted(projectId, atMs),
    undelete: (projectId, atMs) => projects.undelete(projectId, atMs),
    kill: () => connection.kill(),
  }
}

import 'fake-indexeddb/auto'
import type { ProjectId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import { createTestProject, planRename, planTyping, readHeadline } from '#app/local/contract-fixtures.ts'
import { createIdbProjectStore } from '#app/local/idb-project-store.ts'
import type { ProjectStore } from '#app/sync/ports.ts'
import type { RemoteChange } from '#app/sync/sync-context.ts'
import { createProjectSync } from '#app/sync/sync-projects.ts'
import type { createSimulatedServer } from './simulated-server.ts'
import { createVirtualTime } from './virtual-time.ts'

type Server = Pick<ReturnType<typeof createSimulatedServer>, 'transport'>

/** A browser with the real local store and the real sync, on a simulated network and a clock of its own. */
export async function createSimulatedDevice(
  server: Server,
  { databaseName = `device:${crypto.randomUUID()}` } = {},
) {
  const clock = createVirtualTime()
  const store = await createIdbProjectStore({ databaseName })
  const remoteChanges: RemoteChange[] = []
  const faults: unknown[] = []
  const sync = createProjectSync({
    store,
    transport: server.transport,
    time: clock.time,
    random: () => 1,
    mintId: () => crypto.randomUUID(),
    exclusively: (round) => round(),
    onRemoteChange: (change) => remoteChanges.push(change),
    onRowsChange: () => undefined,
    onFault: (error) => faults.push(error),
  })

  return {
    databaseName,
    clock,
    store,
    sync,
    remoteChanges,
    faults,
    async create(name = 'Weather') {
      const project = createTestProject({ name })
      await store.create(project, clock.time.nowMs())
      sync.wake('commit')
      return project
    },
    async rename(projectId: ProjectId, name: string) {
      await commit(store, clock.time.nowMs(), planRename(await read(store, projectId), name))
      sync.wake('commit')
    },
    async type(projectId: ProjectId, text: string) {
      await commit(store, clock.time.nowMs(), planTyping(await read(store, projectId), text))
      sync.wake('commit')
    },
    async delete(projectId: ProjectId) {
      await store.markDeleted(projectId, clock.time.nowMs())
      sync.wake('commit')
    },
    read: (projectId: ProjectId) => read(store, projectId),
    readHeadline: async (projectId: ProjectId) => readHeadline(await read(store, projectId)),
    async listNames() {
      const rows = await store.listRows()
      return rows
        .filter((row) => row.deletedAtMs === undefined)
        .map((row) => row.name)
        .sort()
    },
    countPending: async () => (await store.listOutbox()).length,
  }
}

async function read(store: ProjectStore, projectId: ProjectId): Promise<Project> {
  const loaded = await store.load(projectId)
  if (loaded.kind !== 'ok') throw new Error(`the project is ${loaded.kind}`)
  return loaded.project
}

type Planned = { project: Project; change: Parameters<ProjectStore['commit']>[0]['changes'][number] }

async function commit(store: ProjectStore, atMs: number, { project, change }: Planned): Promise<void> {
  await store.commit({ projectId: project.id, changes: [change], project, atMs })
}

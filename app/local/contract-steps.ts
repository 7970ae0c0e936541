import type { Change } from '#app/document/change.ts'
import type { Project } from '#app/document/schema.ts'
import type { LoadedProject, ProjectRow, ProjectStore } from '#app/sync/ports.ts'
import { assertTrue } from './contract.ts'

type Planned = { project: Project; change: Change }

export const start = 1_700_000_000_000

export async function commit(
  store: ProjectStore,
  { project, change }: Planned,
  atMs = start + 1,
): Promise<ProjectRow> {
  return await store.commit({ projectId: project.id, changes: [change], project, atMs })
}

export async function loadOk(store: ProjectStore, project: Project): Promise<LoadedProject & { kind: 'ok' }> {
  const loaded = await store.load(project.id)
  assertTrue(loaded.kind === 'ok', `project loads, got ${loaded.kind}`)
  return loaded
}

export async function push(store: ProjectStore, project: Project, revision: number): Promise<void> {
  const entry = (await store.listOutbox()).find(({ projectId }) => projectId === project.id)
  assertTrue(entry !== undefined, 'an outbox entry')
  await store.acknowledge({ projectId: project.id, generation: entry.generation, revision })
}

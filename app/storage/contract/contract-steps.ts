import { readListSummary } from '#app/document/catalogue/list-summary.ts'
import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import { mergeProjects } from '#app/document/changes/merge-projects.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { LoadedProject, ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type {
  Applied,
  InFlightPush,
  Matched,
  Rebased,
  RebaseInput,
  RemoteUpdate,
  ResponsePlan,
  SyncRead,
  SyncStore,
} from '#app/sync/ports/sync-store.ts'
import { assertEqual, assertTrue } from './contract.ts'
import { createTestProject } from './contract-fixtures.ts'

export type Stores = { projects: ProjectStore; sync: SyncStore }

type Planned = { project: ProjectDocument; change: Change }

export const start = 1_700_000_000_000

export async function commit(
  store: ProjectStore,
  { project, change }: Planned,
  atMs = start + 1,
): Promise<ProjectRow> {
  return await store.commit({ projectId: project.id, changes: [change], project, atMs })
}

export async function loadOk(
  store: ProjectStore,
  project: ProjectDocument,
): Promise<LoadedProject & { kind: 'ok' }> {
  const loaded = await store.load(project.id)
  assertTrue(loaded.kind === 'ok', `project loads, got ${loaded.kind}`)
  return loaded
}

/** Three-way merge as the engine does it, without its policies. */
export function mergeState({ base, workingCopy, theirs }: RebaseInput): Rebased {
  const merged =
    theirs.project === undefined
      ? workingCopy
      : mergeProjects(base.project ?? workingCopy, theirs.project, workingCopy).project
  const isSame = theirs.project !== undefined && JSON.stringify(merged) === JSON.stringify(theirs.project)
  const isWaiting = theirs.project === undefined ? workingCopy !== base.project : !isSame
  return {
    workingCopy: merged,
    isDeleted: theirs.project === undefined && !isWaiting,
    isWaiting,
    label: 'Merge',
    conflicts: [],
  }
}

export async function readSync({ sync }: Stores, { id }: ProjectDocument): Promise<SyncRead> {
  const [read] = await sync.readForSync([id])
  assertTrue(read !== undefined, 'the project is here')
  return read
}

export async function assignPushNumber(
  stores: Stores,
  project: ProjectDocument,
  fence: number,
): Promise<InFlightPush> {
  const read = await readSync(stores, project)
  const { id: projectId } = project
  const { generation, base, workingCopy } = read
  const push = { projectId, baseRevision: base.revision, name: project.name, data: toProjectData(project) }
  const { length: characters } = JSON.stringify({ ...push, n: 1 })
  const common = { projectId, generation, baseRevision: base.revision, characters }
  const plan = { ...common, throughSeq: workingCopy?.seq ?? 0, push }
  const inFlight = await stores.sync.assignNumbers([plan], fence)
  assertTrue(!('kind' in inFlight) && inFlight[0] !== undefined, 'the push is in flight')
  return inFlight[0]
}

type Answer = { matched?: readonly Matched[]; updates?: readonly RemoteUpdate[] } & Partial<ResponsePlan>

/** Applies it; the rows it hands on are always those on the disk. */
export async function response({ sync, projects }: Stores, fence: number, rest: Answer): Promise<Applied> {
  const applied = await sync.applyResponse({
    fence,
    atMs: start + 50,
    matched: [],
    updates: [],
    rebase: mergeState,
    ...rest,
  })
  assertTrue(applied.kind === 'applied', `applied, got ${applied.kind}`)
  const onDisk = await projects.listRows(applied.changed)
  assertEqual(applied.rows.toSorted(compareIds), onDisk.toSorted(compareIds), 'rows')
  return applied
}

const compareIds = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** A project at revision 1 of the server, with nothing pending. */
export async function createSynced(stores: Stores, fence: number, project = createTestProject()) {
  await stores.projects.create(project, start)
  await push(stores, project, { revision: 1, fence })
  return project
}

/** Sends everything pending of the project; the server's revision becomes this one. */
export async function push(
  stores: Stores,
  project: ProjectDocument,
  { revision, fence }: { revision: number; fence?: number },
): Promise<void> {
  const leader = fence ?? (await stores.sync.becomeLeader())
  const { mutationId } = await assignPushNumber(stores, project, leader)
  await response(stores, leader, { matched: [{ mutationId, kind: 'applied', revision }] })
}

export const textUpdateOf = (project: ProjectDocument, revision: number): RemoteUpdate => ({
  kind: 'text',
  projectId: project.id,
  revision,
  updatedAtMs: start + 40,
  hash: 'its hash',
  text: toCanonicalText(project),
  name: project.name,
  view: project.view,
  facts: { schemaVersion: project.schemaVersion, ...readListSummary(project) },
  label: 'From afar',
})

export const updateOf = (project: ProjectDocument, revision: number): RemoteUpdate => ({
  kind: 'project',
  projectId: project.id,
  revision,
  updatedAtMs: start + 40,
  project,
  label: 'From afar',
})

import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { arrivalName } from '#app/document/edits/copy-name.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'

type Stores = { databaseName: string; projects: ProjectStore }
type Sides = { from: Stores; to: Stores }
type Loaded = { project: ProjectDocument; row: ProjectRow }

/** Where the copy of a project goes. Stored in the source, so that a claim that was interrupted finds its own copy. */
type Intent = {
  targetId: ProjectId
  /** Of the source when the copy was planned: one that was edited since is another version. */
  updatedAtMs: number
  /** The copy has been in the account. Without it, whatever is under `targetId` may be the account's own project. */
  isMade?: boolean
}

/**
 * Copies a project into the account, once, and returns the copy. It keeps its id unless the account has another version
 * under it; then both are kept, the copy under a new id. @throws When it did not arrive.
 */
export async function makeCopy({ from, to }: Sides, { project, row }: Loaded): Promise<ProjectDocument> {
  const key = intentKey(row.id, to)
  const stored = parseIntent(await from.projects.getState(key))
  const intent = stored?.updatedAtMs === row.updatedAtMs ? stored : undefined
  for (const id of [intent?.targetId ?? row.id, crypto.randomUUID() as ProjectId]) {
    const requested = { ...project, id, name: await planName(to.projects, { ...project, id }) }
    // It may have been edited in the account since, and that edit stays.
    if (intent?.isMade && (await isListed(to.projects, id))) return requested
    const next: Intent = { targetId: id, updatedAtMs: row.updatedAtMs }
    await from.projects.setState(key, next)
    if (await placeCopy(to.projects, { requested, project: { ...project, id } }, row.updatedAtMs)) {
      await from.projects.setState(key, { ...next, isMade: true } satisfies Intent)
      return requested
    }
  }
  throw new Error(`project ${row.id} found no place in the account; it stays where it was`)
}

export async function forgetCopy({ from, to }: Sides, projectId: ProjectId): Promise<void> {
  await from.projects.setState(intentKey(projectId, to), undefined)
}

/** A name that no other project of the account has. */
async function planName(target: ProjectStore, { id, name }: ProjectDocument): Promise<string> {
  const others = (await target.listRows()).filter((row) => row.id !== id && row.deletedAtMs === undefined)
  return arrivalName(
    name,
    others.map((row) => row.name),
  )
}

type Wanted = { requested: ProjectDocument; project: ProjectDocument }

/** Returns `false` when another version has the id, also one that a pull delivers meanwhile. */
async function placeCopy(target: ProjectStore, wanted: Wanted, atMs: number): Promise<boolean> {
  const place = await readPlace(target, wanted)
  if (place !== 'free') return place === 'same'
  try {
    await target.create(wanted.requested, atMs)
  } catch (error) {
    const after = await readPlace(target, wanted)
    if (after === 'free') throw error
    return after === 'same'
  }
  if ((await readPlace(target, wanted)) !== 'same') {
    throw new Error(`project ${wanted.requested.id} did not arrive whole; it stays where it was`)
  }
  return true
}

/** A project that is only listed, deleted or unreadable is another one: nothing shows that it is the same. */
async function readPlace(
  target: ProjectStore,
  { requested, project }: Wanted,
): Promise<'free' | 'same' | 'other'> {
  if (!(await isListed(target, requested.id))) return 'free'
  const there = await target.load(requested.id)
  if (there.kind !== 'ok' || there.row.deletedAtMs !== undefined) return 'other'
  return isSame(there.project, requested) || isSame(there.project, project) ? 'same' : 'other'
}

async function isListed(store: ProjectStore, projectId: ProjectId): Promise<boolean> {
  return (await store.listRows([projectId])).length > 0
}

function isSame(left: ProjectDocument, right: ProjectDocument): boolean {
  return diffProjects({ ...left, view: undefined }, { ...right, view: undefined }, '').ops.length === 0
}

function intentKey(projectId: ProjectId, to: Stores): string {
  return `claim:${to.databaseName}:${projectId}`
}

function parseIntent(raw: unknown): Intent | undefined {
  const valid = typeof raw === 'object' && raw !== null && 'targetId' in raw && 'updatedAtMs' in raw
  return valid ? (raw as Intent) : undefined
}

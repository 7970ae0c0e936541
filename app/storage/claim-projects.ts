import { applyChange } from '#app/document/changes/apply-change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { MediaStore, ProjectRow, ProjectStore, StorageKind } from '#app/sync/ports/project-store.ts'

type Stores = { databaseName: string; projects: ProjectStore; media: MediaStore; kind: StorageKind }

export type ClaimReport = {
  moved: readonly ProjectId[]
  /** The account already had another project under that id: both are kept, the claimed one under a new id. */
  copied: ReadonlyArray<{ from: ProjectId; to: ProjectId }>
  /** Damaged, written by a newer build, deleted, or without a disk to go to: left where they are. */
  left: readonly ProjectId[]
}

/**
 * Moves what was made before signing in into the account's stores [F36]: copy, verify, then remove from the source. It may
 * be cut off anywhere and run again: nothing is lost and nothing is there twice. The caller holds a lock, so that two
 * tabs do not claim at once.
 */
export async function claimAnonymous({ from, to }: { from: Stores; to: Stores }): Promise<ClaimReport> {
  const moved: ProjectId[] = []
  const copied: { from: ProjectId; to: ProjectId }[] = []
  const left: ProjectId[] = []
  // What is on the disk never moves into the memory of a tab that could not open the account's database.
  if (to.kind === 'session' && from.kind !== 'session') {
    return { moved, copied, left: (await from.projects.listRows()).map(({ id }) => id) }
  }
  // Pictures first: a project in the account never names a picture that has not arrived.
  await copyMedia(from.media, to.media)
  for (const row of await from.projects.listRows()) {
    const targetId = row.deletedAtMs === undefined ? await moveProject(from, to, row) : undefined
    if (targetId === undefined) left.push(row.id)
    else if (targetId === row.id) moved.push(row.id)
    else copied.push({ from: row.id, to: targetId })
  }
  if ((await from.projects.listRows()).length === 0) await removeMedia(from.media, to.media)
  return { moved, copied, left }
}

/** An edit may arrive in another tab while its project is being moved; then the move is made again, with the edit. */
const maxRounds = 5

async function moveProject(from: Stores, to: Stores, row: ProjectRow): Promise<ProjectId | undefined> {
  let copy: Project | undefined
  for (let round = 0; round < maxRounds; round += 1) {
    const generation = (await from.projects.listOutbox()).find(
      (entry) => entry.projectId === row.id,
    )?.generation
    const loaded = await from.projects.load(row.id)
    if (loaded.kind !== 'ok') return loaded.kind === 'missing' ? copy?.id : undefined
    const targetId: ProjectId = copy?.id ?? (await planTarget(from, to, loaded))
    const wanted = { ...loaded.project, id: targetId }
    if (copy === undefined) await copyProject(to.projects, wanted, loaded.row)
    else await bringUpToDate(to.projects, copy, wanted, loaded.row)
    copy = wanted
    const thumbnail = await from.projects.findThumbnail(row.id)
    if (thumbnail !== undefined) await to.projects.saveThumbnail(targetId, thumbnail)
    if (await from.projects.purge(row.id, generation)) {
      await from.projects.setState(intentKey(row.id, to), undefined)
      return targetId
    }
  }
  return undefined
}

type Loaded = { project: Project; row: ProjectRow }
type Intent = { targetId: ProjectId; updatedAtMs: number }

/**
 * The id in the account: the same, unless the account has something else under it. What was decided is written down in
 * the source before anything is copied: a second run after a crash finds its own copy and makes no other.
 */
async function planTarget(from: Stores, to: Stores, { project, row }: Loaded): Promise<ProjectId> {
  const key = intentKey(row.id, to)
  const intent = parseIntent(await from.projects.getState(key))
  if (intent?.updatedAtMs === row.updatedAtMs) return intent.targetId
  const there = await to.projects.load(row.id)
  const isFree = there.kind === 'missing' || (there.kind === 'ok' && isSame(there.project, project))
  const targetId = isFree ? row.id : (crypto.randomUUID() as ProjectId)
  await from.projects.setState(key, { targetId, updatedAtMs: row.updatedAtMs } satisfies Intent)
  return targetId
}

async function copyProject(target: ProjectStore, wanted: Project, row: ProjectRow): Promise<void> {
  const there = await target.load(wanted.id)
  // Our own copy of an earlier run; it may have been edited in the account since, and that edit stays.
  if (there.kind !== 'missing') return
  await target.create(wanted, row.updatedAtMs)
  const written = await target.load(wanted.id)
  if (written.kind !== 'ok' || !isSame(written.project, wanted)) {
    throw new Error(`project ${wanted.id} did not arrive whole; it stays where it was`)
  }
}

async function bringUpToDate(
  target: ProjectStore,
  copy: Project,
  wanted: Project,
  row: ProjectRow,
): Promise<void> {
  const change = diffProjects(copy, wanted, 'Edit during sign-in')
  const there = await target.load(wanted.id)
  if (there.kind !== 'ok' || change.ops.length === 0) return
  const project = applyChange(there.project, change)
  await target.commit({ projectId: wanted.id, changes: [change], project, atMs: row.updatedAtMs })
}

async function copyMedia(from: MediaStore, to: MediaStore): Promise<void> {
  for (const asset of await from.listAssets()) {
    if (asset.deletedAt !== undefined || (await to.findFile(asset.cloudId)) !== undefined) continue
    const file = await from.findFile(asset.cloudId)
    if (file !== undefined) await to.put(asset, file, await from.findThumbnail(asset.cloudId))
  }
}

/** Only when no project is left that might name a picture, and only pictures that have arrived whole. */
async function removeMedia(from: MediaStore, to: MediaStore): Promise<void> {
  for (const asset of await from.listAssets()) {
    const [source, arrived] = await Promise.all([from.findFile(asset.cloudId), to.findFile(asset.cloudId)])
    if (source === undefined || asset.deletedAt !== undefined || arrived?.size === source.size)
      await from.remove(asset.cloudId)
  }
}

function intentKey(projectId: ProjectId, to: Stores): string {
  return `claim:${to.databaseName}:${projectId}`
}

function parseIntent(raw: unknown): Intent | undefined {
  const valid = typeof raw === 'object' && raw !== null && 'targetId' in raw && 'updatedAtMs' in raw
  return valid ? (raw as Intent) : undefined
}

function isSame(left: Project, right: Project): boolean {
  return diffProjects({ ...left, view: undefined }, { ...right, view: undefined }, '').ops.length === 0
}

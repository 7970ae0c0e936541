import { applyChange } from '#app/document/changes/apply-change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { arrivalName } from '#app/document/edits/copy-name.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { replaceMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { MediaStore, ProjectRow, ProjectStore, StorageKind } from '#app/sync/ports/project-store.ts'

type Stores = { databaseName: string; projects: ProjectStore; media: MediaStore; kind: StorageKind }

export type ClaimReport = {
  moved: readonly ProjectId[]
  /** The account already had another project with that id: both are kept, the claimed one under a new id. */
  copied: ReadonlyArray<{ from: ProjectId; to: ProjectId }>
  /** Damaged, written by a newer build, deleted, or without a target disk: left in the source. */
  left: readonly ProjectId[]
}

/**
 * Moves the projects made before signing in into the account's stores [F36]: copy, verify, then remove from the source.
 * It may be interrupted anywhere and run again: nothing is lost or duplicated. The caller holds a lock, so that two
 * tabs do not claim at once.
 */
export async function claimAnonymous({ from, to }: { from: Stores; to: Stores }): Promise<ClaimReport> {
  const moved: ProjectId[] = []
  const copied: { from: ProjectId; to: ProjectId }[] = []
  const left: ProjectId[] = []
  // Projects on disk never move into the memory of a tab that could not open the account's database.
  if (to.kind === 'session' && from.kind !== 'session') {
    return { moved, copied, left: (await from.projects.listRows()).map(({ id }) => id) }
  }
  // Pictures first: a project in the account never names a picture that has not been copied.
  const copies = await copyMedia(from.media, to.media)
  const adapt: Adapt = (project) => copies.reduce(replaceMedia, project)
  for (const row of await from.projects.listRows()) {
    const targetId = row.deletedAtMs === undefined ? await moveProject(row, { from, to, adapt }) : undefined
    if (targetId === undefined) left.push(row.id)
    else if (targetId === row.id) moved.push(row.id)
    else copied.push({ from: row.id, to: targetId })
  }
  if ((await from.projects.listRows()).length === 0) await removeMedia(from.media, to.media, copies)
  return { moved, copied, left }
}

/** Another tab may commit an edit while its project is being moved; then the move is repeated with the edit. */
const maxRounds = 5

/** The project with the account's media ids: of two pictures with the same bytes, the account's own is used. */
type Adapt = (project: ProjectDocument) => ProjectDocument
type Move = { from: Stores; to: Stores; adapt: Adapt }

async function moveProject(row: ProjectRow, { from, to, adapt }: Move): Promise<ProjectId | undefined> {
  let copy: ProjectDocument | undefined
  for (let round = 0; round < maxRounds; round += 1) {
    const generation = (await from.projects.listOutbox()).find(
      (entry) => entry.projectId === row.id,
    )?.generation
    const loaded = await from.projects.load(row.id)
    if (loaded.kind !== 'ok') return loaded.kind === 'missing' ? copy?.id : undefined
    const adapted = adapt(loaded.project)
    const targetId: ProjectId = copy?.id ?? (await planTarget(from, to, { ...loaded, project: adapted }))
    const name = copy?.name ?? (await planName(to.projects, { ...adapted, id: targetId }))
    const requested = { ...adapted, id: targetId, name }
    if (copy === undefined) await copyProject(to.projects, requested, loaded.row)
    else await bringUpToDate(to.projects, copy, requested, loaded.row)
    copy = requested
    const thumbnail = await from.projects.findThumbnail(row.id)
    if (thumbnail !== undefined) await to.projects.saveThumbnail(targetId, thumbnail)
    if (await from.projects.purge(row.id, generation)) {
      await from.projects.setState(intentKey(row.id, to), undefined)
      return targetId
    }
  }
  return undefined
}

type Loaded = { project: ProjectDocument; row: ProjectRow }
type Intent = { targetId: ProjectId; updatedAtMs: number }

/**
 * The id in the account: the same, unless the account has another project under it. The decision is stored in the
 * source before anything is copied: a second run after a crash finds its own copy and makes no other.
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

/** A name that no other project of the account has. */
async function planName(target: ProjectStore, { id, name }: ProjectDocument): Promise<string> {
  const others = (await target.listRows()).filter((row) => row.id !== id && row.deletedAtMs === undefined)
  return arrivalName(
    name,
    others.map((row) => row.name),
  )
}

async function copyProject(target: ProjectStore, requested: ProjectDocument, row: ProjectRow): Promise<void> {
  const there = await target.load(requested.id)
  // The copy of an earlier run; it may have been edited in the account since, and that edit stays.
  if (there.kind !== 'missing') return
  await target.create(requested, row.updatedAtMs)
  const written = await target.load(requested.id)
  if (written.kind !== 'ok' || !isSame(written.project, requested)) {
    throw new Error(`project ${requested.id} did not arrive whole; it stays where it was`)
  }
}

async function bringUpToDate(
  target: ProjectStore,
  copy: ProjectDocument,
  requested: ProjectDocument,
  row: ProjectRow,
): Promise<void> {
  const change = diffProjects(copy, requested, 'Edit during sign-in')
  const there = await target.load(requested.id)
  if (there.kind !== 'ok' || change.ops.length === 0) return
  const project = applyChange(there.project, change)
  await target.commit({ projectId: requested.id, changes: [change], project, atMs: row.updatedAtMs })
}

type Copy = { from: ReadonlySet<MediaId>; to: MediaId }

/** Returns the pictures that the account already had, with their ids there: they are not duplicated. */
async function copyMedia(from: MediaStore, to: MediaStore): Promise<readonly Copy[]> {
  const copies: Copy[] = []
  const known = await to.listAssets()
  for (const asset of await from.listAssets()) {
    if (asset.deletedAt !== undefined) continue
    const file = await from.findFile(asset.cloudId)
    const present = known.find(
      ({ cloudId, sha256, deletedAt }) =>
        cloudId !== asset.cloudId && sha256 !== '' && sha256 === asset.sha256 && deletedAt === undefined,
    )
    if (present !== undefined && !known.some(({ cloudId }) => cloudId === asset.cloudId)) {
      copies.push({ from: new Set([asset.cloudId]), to: present.cloudId })
      // Only in the account so far: the bytes on this device need not be downloaded.
      if (file !== undefined && (await to.findFile(present.cloudId)) === undefined)
        await to.putFile(present.cloudId, file)
      continue
    }
    if (file === undefined || (await to.findFile(asset.cloudId)) !== undefined) continue
    await to.put(asset, file, await from.findThumbnail(asset.cloudId))
  }
  return copies
}

/** Only when no project is left that might name a picture, and only pictures that were copied whole. */
async function removeMedia(from: MediaStore, to: MediaStore, copies: readonly Copy[]): Promise<void> {
  for (const asset of await from.listAssets()) {
    const arrivedId = copies.find((entry) => entry.from.has(asset.cloudId))?.to ?? asset.cloudId
    const [source, arrived] = await Promise.all([from.findFile(asset.cloudId), to.findFile(arrivedId)])
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

function isSame(left: ProjectDocument, right: ProjectDocument): boolean {
  return diffProjects({ ...left, view: undefined }, { ...right, view: undefined }, '').ops.length === 0
}

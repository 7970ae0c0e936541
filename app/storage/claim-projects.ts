import { applyChange } from '#app/document/changes/apply-change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia, replaceMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { MediaStore, ProjectRow, ProjectStore, StorageKind } from '#app/sync/ports/project-store.ts'
import { forgetCopy, makeCopy } from './claim-copy.ts'
import { type CopiedMedia, copyMedia, removeCopiedMedia } from './claim-media.ts'

type Stores = { databaseName: string; projects: ProjectStore; media: MediaStore; kind: StorageKind }

export type ClaimReport = {
  moved: readonly ProjectId[]
  /** The account already had another project with that id: both are kept, the claimed one under a new id. */
  copied: ReadonlyArray<{ from: ProjectId; to: ProjectId }>
  /** Damaged, written by a newer build, or without a target disk: left in the source. */
  left: readonly ProjectId[]
  /** Left in the source until the next run. */
  failed: ReadonlyArray<{ id: ProjectId; error: unknown }>
}

/**
 * Moves the projects made before signing in into the account's stores [F36]: copy, verify, then remove from the source.
 * Deleted projects are removed from it; their pictures belong to the library and move. A project that fails does not
 * stop the others. It may be interrupted anywhere and run again: nothing is lost or duplicated. The caller holds a lock,
 * so that two tabs do not claim at once.
 */
export async function claimAnonymous({ from, to }: { from: Stores; to: Stores }): Promise<ClaimReport> {
  const moved: ProjectId[] = []
  const copied: { from: ProjectId; to: ProjectId }[] = []
  const left: ProjectId[] = []
  const failed: { id: ProjectId; error: unknown }[] = []
  // Projects on disk never move into the memory of a tab that could not open the account's database.
  if (to.kind === 'session' && from.kind !== 'session') {
    return { moved, copied, failed, left: (await from.projects.listRows()).map(({ id }) => id) }
  }
  // Pictures first: a project in the account never names a picture that has not been copied.
  const media = await copyMedia({ from, to })
  for (const row of await from.projects.listRows()) {
    try {
      if (await removeEmptyRow(row, from)) continue
      const targetId = await moveProject(row, { from, to, media })
      if (targetId === undefined) left.push(row.id)
      else if (targetId === row.id) moved.push(row.id)
      else copied.push({ from: row.id, to: targetId })
    } catch (error) {
      failed.push({ id: row.id, error })
    }
  }
  await removeCopiedMedia({ from, to }, media.doubles)
  return { moved, copied, left, failed }
}

/** Another tab may commit an edit while its project is being moved; then the move is repeated with the edit. */
const maxRounds = 5

type Move = { from: Stores; to: Stores; media: CopiedMedia }

async function moveProject(row: ProjectRow, { from, to, media }: Move): Promise<ProjectId | undefined> {
  let copy: ProjectDocument | undefined
  for (let round = 0; round < maxRounds; round += 1) {
    const generation = await findGeneration(from.projects, row.id)
    const loaded = await from.projects.load(row.id)
    if (loaded.kind !== 'ok') return loaded.kind === 'missing' ? copy?.id : undefined
    // Of two pictures with the same bytes, the account's own is used.
    const project = media.doubles.reduce(replaceMedia, loaded.project)
    await media.copyAgain(listProjectMedia(project))
    if (copy === undefined) copy = await makeCopy({ from, to }, { project, row: loaded.row })
    else {
      const requested: ProjectDocument = { ...project, id: copy.id, name: copy.name }
      await bringUpToDate(to.projects, { copy, requested }, loaded.row)
      copy = requested
    }
    const thumbnail = await from.projects.findThumbnail(row.id)
    if (thumbnail !== undefined) await to.projects.saveThumbnail(copy.id, thumbnail)
    if (await from.projects.purge(row.id, generation)) {
      await forgetCopy({ from, to }, row.id)
      return copy.id
    }
  }
  return undefined
}

/** A deleted project, or one that was listed by the server and never downloaded. */
async function removeEmptyRow(row: ProjectRow, { projects }: Stores): Promise<boolean> {
  if (row.deletedAtMs === undefined && !row.isArriving) return false
  return await projects.purge(row.id, await findGeneration(projects, row.id))
}

async function findGeneration(projects: ProjectStore, projectId: ProjectId): Promise<number | undefined> {
  return (await projects.listOutbox()).find((entry) => entry.projectId === projectId)?.generation
}

async function bringUpToDate(
  target: ProjectStore,
  { copy, requested }: { copy: ProjectDocument; requested: ProjectDocument },
  row: ProjectRow,
): Promise<void> {
  const change = diffProjects(copy, requested, 'Edit during sign-in')
  const there = await target.load(requested.id)
  if (change.ops.length === 0) return
  if (there.kind !== 'ok')
    throw new Error(`an edit of project ${requested.id} found no copy; it stays where it was`)
  const project = applyChange(there.project, change)
  await target.commit({ projectId: requested.id, changes: [change], project, atMs: row.updatedAtMs })
}

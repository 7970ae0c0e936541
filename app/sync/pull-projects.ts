import { type ProjectId, projectIdSchema } from '#app/document/ids.ts'
import type { ProjectRow } from './ports.ts'
import type { Stop } from './project-api.ts'
import { parseServerProject, parseTimeMs, toRemoteProject } from './project-content.ts'
import type { ListedProject } from './protocol.ts'
import type { SyncContext } from './sync-context.ts'

/** `unreadableCount`: projects on the server that this build cannot open; nothing here was touched for them. */
export type PullOutcome = { kind: 'done'; unreadableCount: number } | Stop

/**
 * Brings what is newer on the server. A project with an edit waiting here is left to the push; one the server does not
 * list stays (not listed is not deleted); a tombstone of something unknown here is nothing (F26).
 */
export async function pullProjects(context: SyncContext): Promise<PullOutcome> {
  const listed = await context.api.list()
  if (listed.kind !== 'ok') return listed
  const rows = new Map((await context.store.listRows()).map((row) => [row.id, row]))
  let unreadableCount = 0
  for (const theirs of listed.projects) {
    const id = projectIdSchema.safeParse(theirs.id)
    if (!id.success) continue
    const step = planPull(rows.get(id.data), theirs)
    if (step === 'nothing') continue
    if (step === 'delete') {
      await applyDeletion(context, id.data, theirs)
      continue
    }
    const fetched = await fetchProject(context, id.data)
    if (fetched.kind === 'unreadable') unreadableCount += 1
    else if (fetched.kind !== 'done') return fetched
  }
  return { kind: 'done', unreadableCount }
}

export function planPull(
  ours: ProjectRow | undefined,
  theirs: ListedProject,
): 'nothing' | 'delete' | 'fetch' {
  const isDeletedThere = theirs.deletedAt != null
  if (ours === undefined) return isDeletedThere ? 'nothing' : 'fetch'
  if (ours.pending || theirs.revision <= ours.baseRevision) return 'nothing'
  return isDeletedThere ? 'delete' : 'fetch'
}

/** One project by itself: the pull's step, and what opening a project that is not on this device yet waits for. */
export async function fetchProject(
  context: SyncContext,
  projectId: ProjectId,
): Promise<{ kind: 'done' } | { kind: 'unreadable' } | Stop> {
  const answer = await context.api.get(projectId)
  if (answer.kind === 'missing') return { kind: 'done' }
  if (answer.kind !== 'ok') return answer
  if (answer.project.deletedAt != null) {
    await applyDeletion(context, projectId, answer.project)
    return { kind: 'done' }
  }
  const parsed = parseServerProject(answer.project)
  if (parsed.kind !== 'ok') return { kind: 'unreadable' }
  const remote = toRemoteProject(answer.project, parsed.project, context.time.nowMs())
  if ((await context.store.applyRemote(remote)) === 'applied') {
    context.onRemoteChange({ kind: 'updated', projectId })
  }
  return { kind: 'done' }
}

async function applyDeletion(
  context: SyncContext,
  projectId: ProjectId,
  theirs: { revision: number; deletedAt?: string | null | undefined },
): Promise<void> {
  const deletedAtMs = parseTimeMs(theirs.deletedAt, context.time.nowMs())
  const applied = await context.store.applyRemoteDeletion({
    projectId,
    revision: theirs.revision,
    deletedAtMs,
  })
  if (applied === 'applied') context.onRemoteChange({ kind: 'updated', projectId })
}

import { type ProjectId, projectIdSchema } from '#app/document/ids.ts'
import { toProjectData } from '#app/document/project-data.ts'
import type { Project } from '#app/document/schema.ts'
import type { OutboxEntry } from './ports.ts'
import type { Refused, Stop } from './project-api.ts'
import { hasSameContent, nameConflictCopy, parseServerProject, toRemoteProject } from './project-content.ts'
import type { ServerProject } from './protocol.ts'
import { isOwnEcho, noteSent } from './sent-pushes.ts'
import type { SyncContext } from './sync-context.ts'

export type PushOutcome = { kind: 'done' } | Refused | Stop

/** Sends one waiting project. The outbox entry goes only when the server has, or has answered for, this generation. */
export async function pushEntry(context: SyncContext, entry: OutboxEntry): Promise<PushOutcome> {
  const loaded = await context.store.load(entry.projectId)
  switch (loaded.kind) {
    case 'missing':
      await acknowledge(context, entry, 0)
      return { kind: 'done' }
    case 'newer':
      return refuse(
        'This project was made by a newer version of AppFrames. Reload the page to update; then it syncs.',
      )
    case 'broken':
      return entry.deleted
        ? pushDeletion(context, entry, loaded.row.baseRevision)
        : refuse(
            'This project cannot be read on this device, so it is not synced. Open it to export what is there.',
          )
    case 'ok':
      return entry.deleted
        ? pushDeletion(context, entry, loaded.row.baseRevision)
        : pushProject(context, { entry, project: loaded.project, baseRevision: loaded.row.baseRevision })
  }
}

type Push = { entry: OutboxEntry; project: Project; baseRevision: number }

async function pushProject(context: SyncContext, push: Push): Promise<PushOutcome> {
  const { entry, project, baseRevision } = push
  const body = { name: project.name, data: toProjectData(project), baseRevision }
  await noteSent(context.store, project, baseRevision)
  const answer = await context.api.put(entry.projectId, body)
  if (answer.kind === 'accepted') {
    await acknowledge(context, entry, answer.revision)
    return { kind: 'done' }
  }
  return answer.kind === 'conflict' ? settleConflict(context, push, answer.server) : answer
}

async function settleConflict(
  context: SyncContext,
  push: Push,
  server: ServerProject | undefined,
): Promise<PushOutcome> {
  const { entry, project } = push
  if (server === undefined) {
    // The server knows nothing of it although it once did: restored from an older backup. It gets it again (F27).
    return push.baseRevision === 0 ? { kind: 'later' } : pushProject(context, { ...push, baseRevision: 0 })
  }
  if (server.deletedAt != null) {
    // Edited here, deleted there: the edit wins (F25). The same revision again would be a refusal without end.
    if (server.revision === push.baseRevision) return { kind: 'later' }
    return pushProject(context, { ...push, baseRevision: server.revision })
  }
  const parsed = parseServerProject(server)
  if (parsed.kind === 'newer') {
    return refuse(
      'A newer version of AppFrames changed this project on another device. Reload the page to update; your edits here are kept.',
    )
  }
  if (parsed.kind === 'invalid') {
    return refuse('The version of this project on the server cannot be read. Your version here is kept.')
  }
  if (hasSameContent(parsed.project, project)) {
    // Our own push whose answer was lost (F1), or the same edit made twice.
    await acknowledge(context, entry, server.revision)
    return { kind: 'done' }
  }
  const { revision } = server
  if (await isOwnEcho(context.store, { theirs: parsed.project, baseRevision: push.baseRevision, revision })) {
    return pushProject(context, { ...push, baseRevision: revision })
  }
  await keepBoth(context, push, server, parsed.project)
  return { kind: 'done' }
}

/**
 * The server's version takes the id, this device's moves to a new one. The copy is on disk before the original is
 * given up, and its id is written down before that, so that a crash in between neither loses nor doubles it.
 */
async function keepBoth(
  context: SyncContext,
  push: Push,
  server: ServerProject,
  theirs: Project,
): Promise<void> {
  const { store, time } = context
  const { entry, project } = push
  const copyId = await decideCopyId(context, entry)
  const copyName = nameConflictCopy(project.name)
  if ((await store.load(copyId)).kind === 'missing') {
    await store.create({ ...project, id: copyId, name: copyName }, time.nowMs())
  }
  await acknowledge(context, entry, push.baseRevision)
  const applied = await store.applyRemote(toRemoteProject(server, theirs, time.nowMs()))
  await store.setState(copyStateKey(entry.projectId), undefined)
  // `pending`: an edit arrived in the meantime. It stays queued on the old base and is settled by the next round.
  if (applied === 'applied') {
    context.onRemoteChange({ kind: 'kept-both', projectId: entry.projectId, copyId, copyName })
  }
}

const copyStateKey = (projectId: ProjectId) => `conflict-copy:${projectId}`

async function decideCopyId({ store, mintId }: SyncContext, entry: OutboxEntry): Promise<ProjectId> {
  const key = copyStateKey(entry.projectId)
  const planned = await store.getState(key)
  if (isCopyPlan(planned) && planned.generation === entry.generation)
    return projectIdSchema.parse(planned.copyId)
  const copyId = projectIdSchema.parse(mintId())
  await store.setState(key, { copyId, generation: entry.generation })
  return copyId
}

function isCopyPlan(value: unknown): value is { copyId: string; generation: number } {
  return typeof value === 'object' && value !== null && 'copyId' in value && 'generation' in value
}

async function pushDeletion(
  context: SyncContext,
  entry: OutboxEntry,
  baseRevision: number,
): Promise<PushOutcome> {
  // Base 0 may still be on the server: a first push whose answer was lost. So it is always asked to go.
  const answer = await context.api.delete(entry.projectId, baseRevision === 0 ? undefined : baseRevision)
  if (answer.kind === 'accepted' || answer.kind === 'missing') {
    await acknowledge(context, entry, answer.kind === 'accepted' ? answer.revision : baseRevision)
    return { kind: 'done' }
  }
  if (answer.kind !== 'conflict') return answer
  return settleDeletionConflict(context, entry, { baseRevision, server: answer.server })
}

/** Deleted here, edited there: the edit wins (F25). The old base is kept until the copy is back, so a crash pulls it. */
async function settleDeletionConflict(
  context: SyncContext,
  entry: OutboxEntry,
  { baseRevision, server }: { baseRevision: number; server: ServerProject | undefined },
): Promise<PushOutcome> {
  if (server === undefined || server.deletedAt != null) {
    await acknowledge(context, entry, server?.revision ?? baseRevision)
    return { kind: 'done' }
  }
  const parsed = parseServerProject(server)
  if (parsed.kind !== 'ok') {
    return refuse(
      'This project was changed on another device and cannot be read here, so it is not deleted there.',
    )
  }
  await acknowledge(context, entry, baseRevision)
  const applied = await context.store.applyRemote(
    toRemoteProject(server, parsed.project, context.time.nowMs()),
  )
  if (applied === 'applied') context.onRemoteChange({ kind: 'updated', projectId: entry.projectId })
  return { kind: 'done' }
}

function acknowledge(context: SyncContext, entry: OutboxEntry, revision: number): Promise<void> {
  return context.store.acknowledge({ projectId: entry.projectId, generation: entry.generation, revision })
}

function refuse(message: string): Refused {
  return { kind: 'refused', message }
}

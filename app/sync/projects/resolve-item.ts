import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import { type Change, joinLabels } from '#app/document/changes/change.ts'
import { cutData } from '#app/document/changes/document-text.ts'
import { openDocumentText } from '#app/document/changes/open-document-text.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { isCurrentVersion } from '#app/document/model/schema-version.ts'
import type { Failure } from '../api/outcome.ts'
import type { ProjectsApi } from '../api/projects-api.ts'
import type { HashText } from '../ports/project-store.ts'
import type { InFlightPush, Matched, RemoteUpdate, SyncRead, SyncStore } from '../ports/sync-store.ts'
import type { RemoteItem } from '../protocol/projects.ts'
import { readPushedProject } from './read-pushed-project.ts'
import { needsLast } from './rebase.ts'
import { createStamp, remoteLabel, toUpdate } from './to-update.ts'

export type ResolveContext = {
  store: Pick<SyncStore, 'readForSync' | 'recallForSync'>
  /** Only the disk counts: the cached version turned out to be stale. */
  isRecallOver?: boolean
  api: Pick<ProjectsApi, 'get'>
  hash: HashText
  nowMs: () => number
  /** The two sides had different documents under one revision: counted (S15). */
  onResync: (projectId: ProjectId) => void
}

/** The effect of an acknowledgement of the same response on an in-flight push. */
export type Acknowledged = { inFlight: InFlightPush; matched: Matched }

/** The account's item of one project, and this device's version. */
export type RemoteNews = {
  item: RemoteItem
  projectId: ProjectId
  read: SyncRead | undefined
  ack: Acknowledged | undefined
}
type Resolved =
  | { kind: 'update'; update: RemoteUpdate }
  | { kind: 'nothing' }
  | { kind: 'failed'; failure: Failure }

export async function resolveItem(context: ResolveContext, news: RemoteNews): Promise<Resolved> {
  const { item, projectId, read } = news
  if (item.deletedAt != null && isEdited(read, item)) return fetchWhole(context, news)
  const update = await takeText(context, news)
  if (update !== undefined) return { kind: 'update', update: update }
  const { name = '', data } = openItem(item)
  if (item.deletedAt != null || (data !== undefined && item.name !== undefined)) {
    const update = await toUpdate(context, projectId, { ...item, name, data })
    const resyncs = update.kind !== 'deleted' && read !== undefined && isResync(item, read)
    if (!resyncs || read.base.mustCompare === true) return { kind: 'update', update }
    context.onResync(projectId)
    return { kind: 'update', update: { ...update, resyncs } }
  }
  const applied = await applyDelta(context, news)
  if (applied === undefined) return fetchWhole(context, news)
  return { kind: 'update', update: { ...createStamp(item, context.nowMs()), projectId, ...applied } }
}

/**
 * A text is stored as received where there is nothing to merge it with, if its hash is right and this build can read
 * it.
 */
async function takeText(
  context: ResolveContext,
  { item, projectId, read }: RemoteNews,
): Promise<RemoteUpdate | undefined> {
  const { text, hash, name, view, facts } = item
  if (text === undefined || hash === undefined || name === undefined || item.deletedAt != null)
    return undefined
  const isHere = read?.workingCopy !== undefined || read?.unreadable !== undefined
  const isReadable = facts !== undefined && isCurrentVersion(facts.schemaVersion)
  if (isHere || !isReadable || cutData(text, name) === undefined) return undefined
  if ((await context.hash([text])) !== hash) return undefined
  const stamp = createStamp(item, context.nowMs())
  return { ...stamp, projectId, kind: 'text', text, hash, name, view, facts, label: remoteLabel }
}

function openItem({ name, data, text, view }: RemoteItem): { name?: string | undefined; data: unknown } {
  if (text === undefined || data !== undefined) return { name, data }
  return { name, data: openDocumentText(text, view)?.data }
}

/** An edit of this device may restore the project: it must be sent whole (S43). An in-flight push is such an edit. */
function isEdited(read: SyncRead | undefined, { revision }: RemoteItem): boolean {
  const { workingCopy, inFlight, base, isDeleted = false } = read ?? {}
  if (workingCopy === undefined || base === undefined || isDeleted) return false
  return (
    needsLast({ base, workingCopy: workingCopy.project, isDeleted }, revision) ||
    (inFlight !== undefined && base.revision < revision - 1)
  )
}

/** `undefined`: the changes lead from something this device does not have, or not to what the account has. */
async function applyDelta(context: ResolveContext, { item, read, ack, projectId }: RemoteNews) {
  const { changes, baseRevision, hash } = item
  if (changes === undefined || baseRevision === undefined) return undefined
  for (const known of listKnown(read, ack)) {
    if (known.revision !== baseRevision) continue
    const project = applyChanges(known.project, changes as readonly Change[])
    if (hash !== undefined && hash !== (await context.hash(toCanonicalParts(project)))) continue
    if (isCurrentVersion(project.schemaVersion))
      return { kind: 'project', project, label: joinLabels(changes) || remoteLabel } as const
    return { kind: 'unreadable', name: project.name, data: toProjectData(project) } as const
  }
  // A device that has the base and computes another document than the account is out of sync.
  if (read?.base.project !== undefined && read.base.revision === baseRevision) context.onResync(projectId)
  return undefined
}

/** A document that is known to have been the account's at a revision: what changes may be applied to. */
type KnownContent = { revision: number; project: ProjectDocument }

function listKnown(read: SyncRead | undefined, ack: Acknowledged | undefined): readonly KnownContent[] {
  const known: KnownContent[] = []
  const base = read?.base
  if (base?.project !== undefined && base.mustCompare !== true) {
    known.push({ revision: base.revision, project: base.project })
  }
  if (ack?.matched.kind === 'applied') {
    const project = readPushedProject(ack.inFlight, known[0])
    if (project !== undefined) known.push({ revision: ack.matched.revision, project })
  }
  return known
}

/** The account's whole version, whatever was requested. */
async function fetchWhole(context: ResolveContext, { item, projectId }: RemoteNews): Promise<Resolved> {
  const response = await context.api.get(projectId)
  if (response.kind === 'missing') {
    if (item.deletedAt == null) return { kind: 'nothing' }
    return { kind: 'update', update: await toUpdate(context, projectId, { ...item, name: '', data: null }) }
  }
  if (response.kind !== 'ok') return { kind: 'failed', failure: response }
  // Older than the previous item: another server responded, with an older state. Requested again by the next round.
  if (response.value.revision < item.revision) return { kind: 'failed', failure: { kind: 'later' } }
  return { kind: 'update', update: await toUpdate(context, projectId, response.value) }
}

/** A push was rejected although its base has the present number: one of the two sides is wrong. */
export const isResync = (item: RemoteItem, read: SyncRead): boolean =>
  item.revision === read.base.revision && (item.data !== undefined || item.text !== undefined)

import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import { cutData } from '#app/document/changes/document-text.ts'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { fromProjectData, toProjectData } from '#app/document/model/project-data.ts'
import { type Project, SCHEMA_VERSION } from '#app/document/model/schema.ts'
import type { Failure } from '../api/outcome.ts'
import { parseTimeMs } from '../api/parse-time.ts'
import type { Server } from '../api/projects-api.ts'
import { parseText, readPushedProject } from '../ports/open-text.ts'
import type { HashText } from '../ports/project-store.ts'
import type {
  InFlightPush,
  LastContent,
  Matched,
  RemoteUpdate,
  SyncRead,
  SyncStore,
} from '../ports/sync-store.ts'
import type { RemoteItem, ServerProject } from '../protocol/projects.ts'
import { needsLast } from './rebase.ts'

export type ResolveContext = {
  store: Pick<SyncStore, 'readForSync' | 'recallForSync'>
  /** Only the disk is believed: what was remembered turned out to be old. */
  isRecallOver?: boolean
  server: Pick<Server, 'get'>
  hash: HashText
  nowMs: () => number
  /** The two sides held different documents under one revision: counted (S15). */
  onResync: (projectId: ProjectId) => void
}

/** A document that is known to have been the account's at a revision: what changes may be applied to. */
type KnownContent = { revision: number; project: Project }

/** What an acknowledgement of the same answer makes of a sealed push. */
export type Acknowledged = { sealed: InFlightPush; settled: Matched }

/** Each look at the disk costs a few milliseconds however little it reads; too many documents at once cost memory. */
const READ_AT_ONCE = 32

export type Resolved = { kind: 'resolved'; updates: readonly RemoteUpdate[] } | Failure

/**
 * Turns what the wire says into whole, checked documents: changes are applied to what this device knows and the hash is
 * compared; whatever does not fit is fetched whole (S15). Nothing here writes.
 */
export async function resolveItems(
  context: ResolveContext,
  items: readonly RemoteItem[],
  acknowledged: ReadonlyMap<ProjectId, Acknowledged>,
): Promise<Resolved> {
  const updates: RemoteUpdate[] = []
  const named = keepNewest(items).flatMap((item) => {
    const projectId = projectIdSchema.safeParse(item.projectId)
    return projectId.success ? [{ item, projectId: projectId.data }] : []
  })
  for (let at = 0; at < named.length; at += READ_AT_ONCE) {
    const group = named.slice(at, at + READ_AT_ONCE)
    const reads = await readGroup(
      context,
      group.map(({ projectId }) => projectId),
    )
    for (const [index, { item, projectId }] of group.entries()) {
      const question = { item, projectId, read: reads[index], ack: acknowledged.get(projectId) }
      if (!isNews(question)) continue
      const resolved = await resolveItem(context, question)
      if (resolved.kind === 'stop') return resolved.stop
      if (resolved.kind === 'update') updates.push(resolved.update)
    }
  }
  return { kind: 'resolved', updates }
}

/** From memory where this tab knows the project: what is made of it is compared with the disk by the one who writes it. */
async function readGroup(
  { store, isRecallOver = false }: ResolveContext,
  projectIds: readonly ProjectId[],
): Promise<readonly (SyncRead | undefined)[]> {
  const recalled = isRecallOver ? [] : projectIds.map((projectId) => store.recallForSync(projectId))
  const isKnown = recalled.length > 0 && recalled.every((read) => read !== undefined)
  return isKnown ? recalled : await store.readForSync(projectIds)
}

/** An acknowledgement and the page may both speak of a project: the newest word counts, the first of two equal ones. */
function keepNewest(items: readonly RemoteItem[]): readonly RemoteItem[] {
  const newest = new Map<string, RemoteItem>()
  for (const item of items) {
    const known = newest.get(item.projectId)
    if (known === undefined || item.revision > known.revision) newest.set(item.projectId, item)
  }
  return [...newest.values()]
}

/** The echo of an own push, or something older than what is here, says nothing (S33, S46). */
function isNews({ item, read, ack }: Question): boolean {
  if (read === undefined) return true
  // Deleted while only its name was here: the deletion waits for the rest.
  const isGone = read.isDeleted && !read.isWaiting
  const isHere = read.view !== undefined || read.unreadable !== undefined || isGone
  if (read.base.mustCompare === true || !isHere) return true
  if (ack?.settled.kind === 'released' && isResync(item, read)) return true
  const revision = ack?.settled.kind === 'applied' ? ack.settled.revision : read.base.revision
  return item.revision > revision
}

/** A push was refused although its base has the number of what is there: one of the two is not what it was taken for. */
const isResync = (item: RemoteItem, read: SyncRead): boolean =>
  item.revision === read.base.revision && (item.data !== undefined || item.text !== undefined)

type Question = {
  item: RemoteItem
  projectId: ProjectId
  read: SyncRead | undefined
  ack: Acknowledged | undefined
}
type Answer = { kind: 'update'; update: RemoteUpdate } | { kind: 'nothing' } | { kind: 'stop'; stop: Failure }

async function resolveItem(context: ResolveContext, question: Question): Promise<Answer> {
  const { item, projectId, read } = question
  if (item.deletedAt != null && isEdited(read, item)) return fetchWhole(context, question)
  const told = await takeText(context, question)
  if (told !== undefined) return { kind: 'update', update: told }
  const { name = '', data } = openItem(item)
  if (item.deletedAt != null || (data !== undefined && item.name !== undefined)) {
    const update = await toUpdate(context, projectId, { ...item, name, data })
    const resyncs = update.kind !== 'deleted' && read !== undefined && isResync(item, read)
    if (!resyncs || read.base.mustCompare === true) return { kind: 'update', update }
    context.onResync(projectId)
    return { kind: 'update', update: { ...update, heals: resyncs } }
  }
  const applied = await applyDelta(context, question)
  if (applied === undefined) return fetchWhole(context, question)
  return { kind: 'update', update: { ...createStamp(item, context.nowMs()), projectId, ...applied } }
}

/** A text is stored as it came where nothing is here to merge it with, if its hash is right and this build can read it. */
async function takeText(
  context: ResolveContext,
  { item, projectId, read }: Question,
): Promise<RemoteUpdate | undefined> {
  const { text, hash, name, view, facts } = item
  if (text === undefined || hash === undefined || name === undefined || item.deletedAt != null)
    return undefined
  const isHere = read?.view !== undefined || read?.unreadable !== undefined
  if (isHere || facts?.schemaVersion !== SCHEMA_VERSION || cutData(text, name) === undefined) return undefined
  if ((await context.hash([text])) !== hash) return undefined
  const stamp = createStamp(item, context.nowMs())
  return { ...stamp, projectId, kind: 'text', text, hash, name, view, facts, label: remoteLabel }
}

function openItem({ name, data, text, view }: RemoteItem): { name?: string | undefined; data: unknown } {
  if (text === undefined || data !== undefined) return { name, data }
  return { name, data: parseText(text, view)?.data }
}

/** An edit of this device may bring the project back: it must come back whole (S43). A push on its way is such an edit. */
function isEdited(read: SyncRead | undefined, { revision }: RemoteItem): boolean {
  const { view, sealed: inFlight, base, isDeleted = false } = read ?? {}
  if (view === undefined || base === undefined || isDeleted) return false
  return (
    needsLast({ base, view: view.project, isDeleted }, revision) ||
    (inFlight !== undefined && base.revision < revision - 1)
  )
}

/** `undefined`: the changes lead from something this device does not have, or not to what the account has. */
async function applyDelta(context: ResolveContext, { item, read, ack, projectId }: Question) {
  const { changes, baseRevision, hash } = item
  if (changes === undefined || baseRevision === undefined) return undefined
  for (const known of listKnown(read, ack)) {
    if (known.revision !== baseRevision) continue
    const project = applyChanges(known.project, changes as readonly Change[])
    if (hash !== undefined && hash !== (await context.hash(toCanonicalParts(project)))) continue
    if (project.schemaVersion === SCHEMA_VERSION)
      return { kind: 'project', project, label: labelOf(changes) } as const
    return { kind: 'unreadable', name: project.name, data: toProjectData(project) } as const
  }
  // A device that has the base and comes to another document than the account has lost its way.
  if (read?.base.project !== undefined && read.base.revision === baseRevision) context.onResync(projectId)
  return undefined
}

function listKnown(read: SyncRead | undefined, ack: Acknowledged | undefined): readonly KnownContent[] {
  const known: KnownContent[] = []
  const base = read?.base
  if (base?.project !== undefined && base.mustCompare !== true) {
    known.push({ revision: base.revision, project: base.project })
  }
  if (ack?.settled.kind === 'applied') {
    const project = readInFlight(ack.sealed, known[0])
    if (project !== undefined) known.push({ revision: ack.settled.revision, project })
  }
  return known
}

/** The document a sealed push stands for. */
function readInFlight(
  { push, projectId }: InFlightPush,
  base: KnownContent | undefined,
): Project | undefined {
  if ('changes' in push) {
    if (base?.revision !== push.baseRevision) return undefined
    return applyChanges(base.project, push.changes as readonly Change[])
  }
  return readPushedProject(push, projectId)
}

/** The account's version as a whole, whatever was asked for. */
async function fetchWhole(context: ResolveContext, { item, projectId }: Question): Promise<Answer> {
  const response = await context.server.get(projectId)
  if (response.kind === 'missing') {
    if (item.deletedAt == null) return { kind: 'nothing' }
    return { kind: 'update', update: await toUpdate(context, projectId, { ...item, name: '', data: null }) }
  }
  if (response.kind !== 'ok') return { kind: 'stop', stop: response }
  // Older than what was just told: another server answered, from before. Asked again by the next round.
  if (response.project.revision < item.revision) return { kind: 'stop', stop: { kind: 'later' } }
  return { kind: 'update', update: await toUpdate(context, projectId, response.project) }
}

type Whole = Pick<RemoteItem, 'revision' | 'updatedAt' | 'createdAt' | 'deletedAt' | 'hash'> &
  Pick<ServerProject, 'name' | 'data'>

/** A project that came whole, or its deletion. */
export async function toUpdate(
  context: Pick<ResolveContext, 'hash' | 'nowMs'>,
  projectId: ProjectId,
  whole: Whole,
): Promise<RemoteUpdate> {
  const stamp = createStamp(whole, context.nowMs())
  if (whole.deletedAt != null) {
    const deletedAtMs = parseTimeMs(whole.deletedAt, stamp.updatedAtMs)
    return { ...stamp, projectId, kind: 'deleted', deletedAtMs, ...readLast(projectId, whole) }
  }
  return { ...stamp, projectId, ...(await readWhole(context, projectId, whole)) }
}

/** What the account has of a deleted project: all of it for a month, then a body without screens. */
function readLast(id: ProjectId, { name, data }: Whole): { last?: LastContent } {
  if (data === undefined) return {}
  const parsed = fromProjectData({ id, name, data })
  const isThere = parsed.kind === 'ok' && Object.keys(parsed.project.screensByCanvasSize).length > 0
  return { last: isThere ? parsed.project : null }
}

type Content =
  | { kind: 'project'; project: Project; hash: string; label: string }
  | { kind: 'unreadable'; name: string; data: unknown }

/**
 * A document whose hash is the one the server computed when it checked it needs no second check, which for a large one is
 * the dearest step of a pull.
 */
async function readWhole(
  { hash }: Pick<ResolveContext, 'hash'>,
  id: ProjectId,
  { name, data, hash: expected }: Whole,
): Promise<Content> {
  if (expected !== undefined && isCurrent(data)) {
    const project = { ...data, id, name } as Project
    const isExpected = (await hash(toCanonicalParts(project))) === expected
    if (isExpected) return { kind: 'project', project, hash: expected, label: remoteLabel }
  }
  const parsed = fromProjectData({ id, name, data })
  if (parsed.kind !== 'ok') return { kind: 'unreadable', name, data }
  const { project } = parsed
  return { kind: 'project', project, hash: await hash(toCanonicalParts(project)), label: remoteLabel }
}

function isCurrent(data: unknown): data is object {
  return (
    typeof data === 'object' &&
    data !== null &&
    'schemaVersion' in data &&
    data.schemaVersion === SCHEMA_VERSION
  )
}

function createStamp(item: Pick<RemoteItem, 'revision' | 'updatedAt' | 'createdAt' | 'hash'>, nowMs: number) {
  const updatedAtMs = parseTimeMs(item.updatedAt, nowMs)
  return {
    revision: item.revision,
    updatedAtMs,
    ...(item.createdAt === undefined ? {} : { createdAtMs: parseTimeMs(item.createdAt, updatedAtMs) }),
    ...(item.hash === undefined ? {} : { hash: item.hash }),
  }
}

export const remoteLabel = 'Change from another device'

function labelOf(changes: readonly { label: string }[]): string {
  const labels = [...new Set(changes.map(({ label }) => label))].filter((label) => label !== '')
  return labels.length === 0 ? remoteLabel : labels.join(', ').slice(0, 200)
}

import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { type Project, SCHEMA_VERSION } from '#app/document/model/schema.ts'
import { openText } from '#app/sync/ports/open-text.ts'
import type {
  Applied,
  ConflictRecord,
  EditedTail,
  Fenced,
  InFlightPush,
  Matched,
  NewConflict,
  Rebased,
  RemoteUpdate,
  ResponsePlan,
  Stale,
} from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write, writeAll } from '../database/transaction.ts'
import type { DocumentAt, DocumentCache } from '../projects/document-cache.ts'
import { createChangeRow, toLogRow } from '../projects/log-row.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { planNewRow, planRowOf, type StoredRow, summarise, withSync } from '../projects/project-row.ts'
import { type ReadDocument, readDocument } from '../projects/read-document.ts'
import { listSeqs } from '../projects/read-log.ts'
import { findSealed } from '../projects/sealed-row.ts'
import {
  createSnapshotRow,
  createTextRow,
  type SnapshotPlace,
  type SnapshotRow,
} from '../projects/snapshot.ts'
import { applyView } from '../projects/view-row.ts'
import { findRemembered, lookAtRemembered } from './look-at-remembered.ts'
import { type Draft, finishDraft, keepBase, planDraftWrites, readDrafts, wait } from './project-draft.ts'
import { createBase, listWaitingAfter, readBase, withBaseView } from './read-for-sync.ts'
import { createBodyRow, readState } from './rows.ts'

export type ApplyContext = { cache: DocumentCache; memory: ProjectMemory; mintId: () => string }

/** What an applied answer adds to the logs, for whoever folds them. */
export type Growth = { projectId: ProjectId; length: number; bytes: number }

type Outcome = {
  answer: Applied | Stale | Fenced
  growth: readonly Growth[]
  /** What memory may remember once the disk has it, and not before. */
  learned: readonly (() => void)[]
}

/** Everything in one transaction: acknowledgements, what the server has now, and the cursor (S10, S32). */
export async function applyResponse(
  transaction: WriteTransaction,
  plan: ResponsePlan,
  context: ApplyContext,
): Promise<Outcome> {
  // Asked for at once: each wait for the disk would be one more until the other device sees the edit.
  const [state, allInFlight, drafts, looks, entries] = await Promise.all([
    readState(transaction),
    Promise.all(plan.settled.map(({ n }) => readInFlight(transaction, n, plan.sealed))),
    readDrafts(transaction, listProjectIds(plan)),
    lookAtRemembered(transaction, plan, context.memory),
    plan.wantsWaiting === true ? transaction.objectStore('outbox').getAll() : [],
  ])
  if (state.fence !== plan.fence) return refuse('fenced')
  if (plan.cursorBefore !== undefined && plan.cursorBefore !== state.cursor) {
    return refuse('stale')
  }
  const settlings = plan.settled.flatMap((settled, index) => {
    const inFlight = allInFlight[index]
    return inFlight === undefined ? [] : [{ sealed: inFlight, settled }]
  })
  const matchedIds = new Set(settlings.map(({ sealed: inFlight }) => inFlight.projectId))
  const others = [...matchedIds].filter((projectId) => !drafts.has(projectId))
  if (others.length > 0) {
    for (const [projectId, draft] of await readDrafts(transaction, others)) drafts.set(projectId, draft)
  }
  const remembered = new Map(looks.flatMap((look) => findRemembered(look, drafts, context.memory)))
  for (const projectId of matchedIds) remembered.delete(projectId)
  const work: Work = {
    transaction,
    plan,
    ...context,
    remembered,
    conflicts: [],
    growth: [],
    learned: [],
    tails: [],
  }
  for (const settling of settlings) {
    const draft = drafts.get(settling.sealed.projectId)
    if (draft === undefined) continue
    const seen = draft.row && context.memory.findCurrent(draft.row)
    await finishDraft({ ...work, atMs: plan.atMs }, draft, settling)
    if (seen !== undefined)
      work.learned.push(() => rememberSettled(context.memory, draft, { seen, settling }))
  }
  // The fate of what was sent is in doubt: it is asked about before anything is merged.
  const isInDoubt = plan.updates.some(
    ({ projectId }) => drafts.get(projectId)?.row?.sync.sealedN !== undefined,
  )
  if (isInDoubt) return refuse('stale')
  // All is read and judged before the first row is written: a plan that turns out stale must leave nothing behind.
  const steps = await Promise.all(
    plan.updates.map((update) => {
      const draft = drafts.get(update.projectId)
      return draft === undefined || !isNews(draft.row, update) ? nothing : planUpdate(work, draft, update)
    }),
  )
  for (const step of steps) if (step === 'stale') return refuse('stale')
  await Promise.all(steps.map((step) => step !== 'stale' && step()))
  const all = [...drafts.values()]
  const waiting =
    plan.wantsWaiting === true ? await listWaitingAfter(transaction, entries, drafts) : undefined
  await writeAll(transaction, [
    ...all.flatMap(planDraftWrites),
    ...plan.settled.map(({ n }) => remove('sealed', n)),
    ...planCursor(plan, state),
    ...(plan.syncedAtMs === undefined ? [] : [put('syncState', { key: 'synced', atMs: plan.syncedAtMs })]),
  ])
  return {
    answer: {
      kind: 'applied',
      changed: all.flatMap(({ projectId, isChanged }) => (isChanged ? [projectId] : [])),
      edited: all.flatMap(({ projectId, isEdited }) => (isEdited ? [projectId] : [])),
      tails: work.tails,
      conflicts: work.conflicts,
      ...(waiting === undefined ? {} : { waiting }),
    },
    growth: work.growth,
    learned: [() => forgetChanged(context.memory, all), ...work.learned],
  }
}

/** Whatever is not learned anew is read from the disk the next time. */
function forgetChanged(memory: ProjectMemory, drafts: readonly Draft[]): void {
  for (const { projectId, isChanged } of drafts) if (isChanged) memory.forget(projectId)
}

type SettledOne = { seen: Seen; settling: { sealed: InFlightPush; settled: Matched } }

function rememberSettled(
  memory: ProjectMemory,
  { row, outbox }: Draft,
  { seen, settling }: SettledOne,
): void {
  const { sealed: inFlight, settled } = settling
  const { sent, ...known } = seen
  if (row === undefined) return
  const base = settled.kind !== 'applied' ? seen.base : sent?.n === inFlight.n ? sent.project : undefined
  memory.keep({ ...known, row, outbox, base })
}

/** Its content cannot have changed since it was sealed (S11): what is remembered need not be read. */
async function readInFlight(
  transaction: WriteTransaction,
  n: number,
  remembered: readonly InFlightPush[] = [],
): Promise<InFlightPush | undefined> {
  return remembered.find((inFlight) => inFlight.n === n) ?? (await findSealed(transaction, n))
}

const refuse = (kind: 'stale' | 'fenced'): Outcome => ({ answer: { kind }, growth: [], learned: [] })

type Work = ApplyContext & {
  transaction: WriteTransaction
  plan: ResponsePlan
  /** Projects of which memory knows all, compared with the disk in this transaction. */
  remembered: ReadonlyMap<ProjectId, Seen>
  conflicts: ConflictRecord[]
  growth: Growth[]
  learned: (() => void)[]
  tails: EditedTail[]
}

/** In one go, the projects of the updates first: a second look would be one more wait. */
function listProjectIds({ updates, settled, sealed: inFlight = [] }: ResponsePlan): readonly ProjectId[] {
  const ids = new Set(updates.map(({ projectId }) => projectId))
  const numbers = new Set(settled.map(({ n }) => n))
  for (const { n, projectId } of inFlight) if (numbers.has(n)) ids.add(projectId)
  return [...ids]
}

function planCursor(
  { cursor, epoch }: ResponsePlan,
  state: { cursor: number | null; epoch: string | undefined },
): readonly Write[] {
  if (cursor === undefined && epoch === undefined) return []
  return [put('syncState', { key: 'cursor', cursor: cursor ?? state.cursor, epoch: epoch ?? state.epoch })]
}

/** An echo, or something older than what is here, says nothing (S33, S46). */
function isNews(row: StoredRow | undefined, update: RemoteUpdate): boolean {
  if (row === undefined) return update.kind !== 'deleted'
  const { isListedOnly, unreadableBy, base } = row.sync
  const isHere = isListedOnly !== true && unreadableBy === undefined
  return !isHere || base.mustCompare === true || update.heals === true || update.revision > row.baseRevision
}

/** What an update writes, once nothing stands against it. */
type Step = () => void | Promise<void>

const nothing: Step = () => undefined

async function planUpdate(work: Work, draft: Draft, told: RemoteUpdate): Promise<Step | 'stale'> {
  const { row } = draft
  draft.isChanged = true
  if (row === undefined || row.sync.isListedOnly === true) return planReceipt(work, draft, told)
  // It arrived otherwise meanwhile: now there is something to merge it with.
  const update = openText(told)
  const seen = work.remembered.get(row.id)
  const [document, rawView] =
    seen !== undefined
      ? [recallDocument(seen), seen.rawView]
      : await Promise.all([
          readDocument(work.transaction, row, work.cache),
          work.transaction.objectStore('views').get(row.id),
        ])
  const isWaiting = draft.outbox !== undefined || row.sync.quarantinedAs !== undefined
  if (update.kind === 'unreadable' && isWaiting && document.kind === 'ok') {
    // Only a newer build can merge the two; until then nothing here is given up and nothing is sent.
    draft.row = withSync(row, { unreadableBy: SCHEMA_VERSION })
    return nothing
  }
  if (update.kind === 'unreadable' || document.kind !== 'ok') {
    // What cannot be read here may hold work of somebody's: it gives way only to what was made from it.
    return document.kind === 'ok' || !isWaiting ? planReceipt(work, draft, update) : nothing
  }
  const view = applyView(document.project, rawView)
  return planRebase(work, draft, { update, row, document, rawView, view, isWaiting })
}

const recallDocument = ({ project, seq, base }: Seen): ReadDocument => ({
  kind: 'ok',
  project,
  seq,
  atBase: base,
})

type Received = { deletedAtMs?: number; generation?: number; createdAtMs?: number }

/** The server's version as it is, where there is nothing here to merge it with. JSON text straight to disk. */
async function planReceipt(work: Work, draft: Draft, update: RemoteUpdate): Promise<Step> {
  const seqs = draft.row === undefined ? [] : await listSeqs(work.transaction, draft.projectId)
  return () => receive(work, draft, update, seqs.at(-1) ?? 0)
}

function receive(work: Work, draft: Draft, update: RemoteUpdate, lastSeq: number): void {
  const { row: before, projectId } = draft
  if (update.kind === 'deleted') {
    if (before?.sync.isListedOnly === true) draft.row = draft.outbox = undefined
    else if (before !== undefined) draft.row = markDeleted(before, update)
    if (before?.sync.isListedOnly !== true) draft.outbox = undefined
    return
  }
  const includedSeq = Math.max(lastSeq, before?.sync.prunedSeq ?? 0)
  const kept: Received = before ?? {}
  const fresh = planReceivedRow(projectId, update, work.mintId())
  const row: StoredRow = {
    ...fresh,
    createdAtMs: update.createdAtMs ?? kept.createdAtMs ?? update.updatedAtMs,
    ...(kept.deletedAtMs === undefined || draft.outbox === undefined
      ? {}
      : { deletedAtMs: kept.deletedAtMs }),
    ...(kept.generation === undefined ? {} : { generation: kept.generation }),
    baseRevision: update.revision,
    sync: {
      ...fresh.sync,
      prunedSeq: includedSeq,
      base: { at: includedSeq, hash: update.hash },
      ...(update.kind === 'unreadable' ? { unreadableBy: SCHEMA_VERSION } : {}),
    },
  }
  draft.row = row
  // The log of an older body stays as history and is never applied to this one.
  draft.isEdited = before !== undefined && before.sync.isListedOnly !== true
  const place = { projectId, includedSeq, snapshotId: work.mintId() }
  draft.writes.push(
    put('snapshots', createReceivedSnapshot(update, place)),
    ...(draft.isEdited ? [remove('views', projectId), remove('bases', projectId)] : []),
  )
}

type Content = Exclude<RemoteUpdate, { kind: 'deleted' }>

function planReceivedRow(projectId: ProjectId, update: Content, bodyId: string): StoredRow {
  if (update.kind === 'text') {
    const { name, facts } = update
    const { screenCount, canvasSizeIds, locales } = facts
    return planRowOf({ id: projectId, name, screenCount, canvasSizeIds, locales }, update.updatedAtMs, bodyId)
  }
  const project = update.kind === 'project' ? update.project : createStandIn(projectId, update.name)
  return planNewRow(project, update.updatedAtMs, bodyId)
}

function createReceivedSnapshot(update: Content, place: SnapshotPlace): SnapshotRow {
  if (update.kind === 'text') {
    const { text, hash, name, view, facts } = update
    const row = createTextRow({ text, hash, name, view, schemaVersion: facts.schemaVersion }, place)
    if (row !== undefined) return row
  }
  const opened = openText(update)
  const project = opened.kind === 'project' ? opened.project : undefined
  const plain = project ?? { ...toObject(opened), id: place.projectId, name: nameOf(opened) }
  return createSnapshotRow(JSON.stringify(plain), place)
}

const toObject = (update: RemoteUpdate): object =>
  update.kind === 'unreadable' && typeof update.data === 'object' && update.data !== null ? update.data : {}

const nameOf = (update: RemoteUpdate): string => (update.kind === 'unreadable' ? update.name : '')

const createStandIn = (id: ProjectId, name: string): Project => ({
  id,
  name,
  schemaVersion: SCHEMA_VERSION,
  screensByCanvasSize: {},
  sharedBackgrounds: {},
  locales: {},
})

function markDeleted(row: StoredRow, { revision, ...update }: RemoteUpdate): StoredRow {
  const deletedAtMs = update.kind === 'deleted' ? update.deletedAtMs : row.deletedAtMs
  return {
    ...withSync(row, { base: {} }),
    baseRevision: revision,
    ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
  }
}

type Meeting = {
  update: RemoteUpdate
  row: StoredRow
  document: ReadDocument & { kind: 'ok' }
  rawView: unknown
  /** The document with where this device looks. */
  view: Project
  isWaiting: boolean
}

type Met = Meeting & { theirs: Project | undefined; rebased: Rebased }

/** The server's version meets what is here; the rules of merging decide, on the freshest view. Stale: they must be told more. */
async function planRebase(work: Work, draft: Draft, meeting: Meeting): Promise<Step | 'stale'> {
  const { transaction, plan, cache } = work
  const { update, row, document, view, isWaiting } = meeting
  const theirs = update.kind === 'project' ? update.project : undefined
  const seen = work.remembered.get(row.id)
  const base =
    seen === undefined
      ? await readBase(transaction, { row, document, cache })
      : seen.base && withBaseView(row, seen.base)
  const rebased = plan.rebase({
    projectId: row.id,
    base: createBase(row, base),
    view,
    isWaiting,
    isDeleted: row.deletedAtMs !== undefined,
    theirs: {
      revision: update.revision,
      project: theirs,
      last: update.kind === 'deleted' ? update.last : undefined,
    },
    atMs: plan.atMs,
  })
  return rebased.isStale === true ? 'stale' : () => writeRebased(work, draft, { ...meeting, theirs, rebased })
}

async function writeRebased(work: Work, draft: Draft, met: Met): Promise<void> {
  const { update, row, theirs, rebased } = met
  if (row.sync.heldBy !== undefined) draft.writes.push(remove('conflicts', row.sync.heldBy))
  const ids = rebased.conflicts.map((conflict) => record(work, draft, { conflict, update, theirs }))
  if (rebased.hold === true) {
    draft.row = withSync(row, { heldBy: ids[0] })
    if (draft.outbox === undefined) wait(draft, row, work.plan.atMs)
    return
  }
  writeBase(work, draft, { ...met, next: await writeView(work, draft, met) })
}

function record(
  { mintId, plan, conflicts }: Work,
  draft: Draft,
  { conflict, update, theirs }: { conflict: NewConflict; update: RemoteUpdate; theirs: Project | undefined },
): string {
  const made: ConflictRecord = {
    ...conflict,
    id: mintId(),
    projectId: draft.projectId,
    atMs: plan.atMs,
    revision: update.revision,
    ...(conflict.kind === 'ask' && theirs !== undefined ? { theirs } : {}),
  }
  conflicts.push(made)
  draft.writes.push(put('conflicts', createBodyRow(made)))
  return made.id
}

/** What a pull changed is a row of the log like any other: open tabs follow it, the history names it. */
async function writeView(work: Work, draft: Draft, { rebased, view, document }: Met): Promise<DocumentAt> {
  if (rebased.view === view) return document
  // Where this device looks lies beside the document and stays as it is.
  const { view: _look, ...content } = rebased.view
  const { view: look } = document.project
  const target: Project = { ...content, ...(look === undefined ? {} : { view: look }) }
  const change = diffProjects(document.project, target, rebased.label)
  if (change.ops.length === 0) return document
  const project = applyChange(document.project, change)
  const seq = await appendRemote(work, draft, { change, after: document })
  return { seq, project }
}

async function appendRemote(
  work: Pick<Work, 'transaction' | 'plan' | 'mintId' | 'growth' | 'tails'>,
  draft: Draft,
  { change, after }: { change: Change; after: DocumentAt },
): Promise<number> {
  const note = { atMs: work.plan.atMs, commitId: work.mintId(), origin: 'remote' as const }
  const { projectId } = draft
  const row = createChangeRow(projectId, change, note)
  draft.isEdited = true
  work.growth.push({ projectId, length: 1, bytes: row.body.length })
  const seq = await work.transaction.objectStore('changes').add(row)
  const bodyId = draft.row?.sync.bodyId ?? ''
  work.tails.push({ projectId, bodyId, fromSeq: after.seq, rows: [toLogRow({ ...row, seq }, change)] })
  return seq
}

function writeBase(
  work: Work,
  draft: Draft,
  { update, row, rebased, theirs, rawView, next }: Met & { next: DocumentAt },
): void {
  const { plan, cache, memory } = work
  const { deletedAtMs, ...live } = row
  const isKeptWhole = theirs !== undefined && (rebased.isWaiting || rebased.isDeleted)
  const at = theirs === undefined ? undefined : isKeptWhole ? ('whole' as const) : next.seq
  const merged: StoredRow = {
    ...withSync(live, {
      base: { at, hash: update.hash, view: theirs?.view },
      heldBy: undefined,
      quarantinedAs: undefined,
      unreadableBy: undefined,
      label: row.sync.label ?? rebased.label,
    }),
    ...summarise(next.project),
    ...(rebased.isWaiting ? {} : { updatedAtMs: update.updatedAtMs }),
    ...(rebased.isDeleted ? { deletedAtMs: deletedAtMs ?? deletionTime(update) } : {}),
    baseRevision: update.revision,
  }
  draft.row = merged
  if (row.sync.quarantinedAs !== undefined) draft.writes.push(remove('quarantine', row.sync.quarantinedAs))
  work.learned.push(() => cache.keep(merged, next))
  if (isKeptWhole) keepBase(work, draft, { row: merged, project: theirs })
  else draft.writes.push(remove('bases', row.id))
  if (rebased.isWaiting) wait(draft, merged, plan.atMs)
  else draft.outbox = undefined
  const { outbox } = draft
  work.learned.push(() => memory.keep({ ...next, row: merged, outbox, rawView, base: theirs }))
}

const deletionTime = (update: RemoteUpdate): number =>
  update.kind === 'deleted' ? update.deletedAtMs : update.updatedAtMs

import { joinLabels } from '#app/document/changes/change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { type Ack, type Push, parsePushOfWire, type RemoteItem } from '#app/sync/protocol/projects.ts'
import { findStorageIssues } from '../http/storable-json.server.ts'
import { applyPushedChanges } from './apply-pushed-changes.server.ts'
import {
  checkDocument,
  type DocumentLimits,
  findChangesIssue,
  type Refusal,
} from './check-document.server.ts'
import { isPlainEdit } from './plain-edit.server.ts'
import type { QuotaLimits } from './project-quota.server.ts'
import { readPushedText } from './read-pushed-text.server.ts'
import { createItemFrom, createNamedItem, createWholeItem } from './remote-items.server.ts'
import {
  type HashText,
  labelWhole,
  type NextDocument,
  storeDeletion,
  storeDocument,
} from './store-project.server.ts'
import { measureJson, stripChanges, toStoredDocument } from './stored-document.server.ts'
import type { LockedAccount, RepositoryProject } from './sync-repository.server.ts'

type PushOf<Kind extends 'changes' | 'data' | 'text' | 'deleted'> = Extract<Push, { [K in Kind]: unknown }>

export type PushContext = {
  account: LockedAccount
  clientId: string
  limits: DocumentLimits & QuotaLimits
  hashText: HashText
  /** Of the projects that this request names: as they are now, with what this request wrote. */
  projects: Map<string, RepositoryProject>
  documents: Map<string, ProjectDocument>
  /** The projects sent whole by the acknowledgements so far, and their size. */
  reported: { ids: Set<string>; bytes: number; maxBytes: number }
}

/** `isResync`: a resync, where the two sides have different documents under one revision. */
export type PushOutcome = { ack: Ack; written?: RepositoryProject; isResync?: boolean }

export type ParsedPush = { kind: 'ok'; push: Push } | ({ kind: 'refused' } & Refusal)

/** Levels that op paths and the push around them may add to what a document may have. */
export const ENVELOPE_LEVELS = 8

/** A bad push is rejected alone, never the request around it. */
export function parsePush(raw: unknown, limits: DocumentLimits): ParsedPush {
  // A text is a document of its own, and is checked as one.
  const envelope = isTextPush(raw) ? { ...raw, text: '' } : raw
  const [issue] = findStorageIssues(envelope, limits.projectMaxDepth + ENVELOPE_LEVELS)
  if (issue) return refuse(`The change cannot be stored: ${[...issue.path, issue.message].join(': ')}.`)
  const parsed = isPlainEdit(raw) ? { success: true as const, data: raw } : parsePushOfWire(raw)
  if (!parsed.success) return refuse('The change is not in a form that this server understands.')
  const push = { ...parsed.data, projectId: parsed.data.projectId.toLowerCase() }
  if ('data' in push) {
    const [deep] = findStorageIssues(push, limits.projectMaxDepth)
    if (deep) return refuse(`The project cannot be stored: ${deep.message}.`)
  }
  if ('changes' in push) {
    const message = findChangesIssue(push.changes, limits)
    if (message !== undefined) return refuse(message)
  }
  return { kind: 'ok', push }
}

const isTextPush = (raw: unknown): raw is object =>
  typeof raw === 'object' && raw !== null && 'text' in raw && typeof raw.text === 'string'

const refuse = (message: string): ParsedPush => ({ kind: 'refused', code: 'invalid', message })

export function applyPush(context: PushContext, push: Push): Promise<PushOutcome> {
  if ('deleted' in push) return applyDeletion(context, push)
  if ('changes' in push) return applyChangesPush(context, push)
  return 'text' in push ? applyTextPush(context, push) : applyDataPush(context, push)
}

async function applyChangesPush(context: PushContext, push: PushOf<'changes'>): Promise<PushOutcome> {
  const before = context.projects.get(push.projectId)
  if (before?.revision !== push.baseRevision || before.deletedAt)
    return respondConflict(context, push, before)
  const present = await readDocument(context, before)
  // The revision agrees, so the text before is known: the position counts, and nothing is merged.
  const document = applyPushedChanges(present, stripChanges(push.changes))
  if (document === undefined) {
    return rejectPush(push, {
      code: 'too_large',
      message: 'A text of the project is too long to be changed by letters.',
    })
  }
  const checked = checkDocument(document, context.limits)
  if (checked.kind === 'refused') return rejectPush(push, checked)
  const hash = await context.hashText(checked.parts)
  if (hash !== push.hash) {
    const server = await reportDocument(context, before, () => createWholeItem(context.account, before))
    return { ack: { ...nameOf(push), status: 'conflict', server }, isResync: true }
  }
  const next = { document, sizeBytes: checked.sizeBytes, hash, changes: push.changes }
  return store(context, push, { before, next, label: joinLabels(push.changes) })
}

/** The text is parsed once and never serialised: the received text is hashed and stored. */
async function applyTextPush(context: PushContext, push: PushOf<'text'>): Promise<PushOutcome> {
  const read = readPushedText(push.text, context.limits)
  if (read.kind === 'refused') return rejectPush(push, read)
  const data = push.view === undefined ? read.data : { ...read.data, view: push.view }
  const document = toStoredDocument({ id: push.projectId, name: read.name, data })
  return applyWhole(context, push, { document, text: read.isCanonical ? push.text : undefined })
}

async function applyDataPush(context: PushContext, push: PushOf<'data'>): Promise<PushOutcome> {
  const { projectId, name, data } = push
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return rejectPush(push, { code: 'invalid', message: 'The project has no content that can be stored.' })
  }
  return applyWhole(context, push, { document: toStoredDocument({ id: projectId, name, data }) })
}

async function applyWhole(
  context: PushContext,
  push: PushOf<'data'> | PushOf<'text'>,
  { document, text }: { document: ProjectDocument; text?: string | undefined },
): Promise<PushOutcome> {
  const before = context.projects.get(push.projectId)
  const checked = checkDocument(document, context.limits, text)
  if (checked.kind === 'refused') return rejectPush(push, checked)
  const hash = await context.hashText(checked.parts)
  if (push.hash !== undefined && hash !== push.hash) {
    const message = 'The content is not the one that its check sum was made of; it was damaged on its way.'
    return rejectPush(push, { code: 'invalid', message })
  }
  if ((before?.revision ?? 0) !== push.baseRevision) return respondConflict(context, push, before)
  const label = push.label ?? labelWhole(before)
  const next = { document, sizeBytes: checked.sizeBytes, hash, text }
  return store(context, push, { before, next, label })
}

async function applyDeletion(context: PushContext, push: PushOf<'deleted'>): Promise<PushOutcome> {
  const before = context.projects.get(push.projectId)
  // Both sides deleted it: there is nothing to reconcile.
  if (before?.deletedAt) return { ack: { ...nameOf(push), status: 'applied', revision: before.revision } }
  if (before?.revision !== push.baseRevision) return respondConflict(context, push, before)
  const document = await readDocument(context, before)
  const authorship = { label: 'Delete project', by: byOf(context, push) }
  const written = await storeDeletion(context.account, { before, document }, authorship)
  context.projects.set(push.projectId, written)
  return { ack: { ...nameOf(push), status: 'applied', revision: written.revision }, written }
}

async function store(
  context: PushContext,
  push: Push,
  { before, next, label }: { before: RepositoryProject | undefined; next: NextDocument; label: string },
): Promise<PushOutcome> {
  const { account, limits } = context
  const authorship = { label, by: byOf(context, push) }
  const stored = await storeDocument(account, { before, next, authorship }, limits)
  if (stored.kind === 'over-quota')
    return rejectPush(push, { code: 'insufficient_storage', message: stored.message })
  const written = stored.project
  context.projects.set(push.projectId, written)
  context.documents.set(push.projectId, next.document)
  const { revision, contentHash: hash } = written
  return { ack: { ...nameOf(push), status: 'applied', revision, hash }, written }
}

async function respondConflict(
  context: PushContext,
  push: Push,
  stored: RepositoryProject | undefined,
): Promise<PushOutcome> {
  const server = stored
    ? await reportDocument(context, stored, () => createItemFrom(context.account, stored, push.baseRevision))
    : null
  return { ack: { ...nameOf(push), status: 'conflict', server } }
}

/**
 * The account's document instead, whole once in a response and as long as there is space; else by name and revision,
 * and the client requests it.
 */
async function reportDocument(
  { reported }: PushContext,
  project: RepositoryProject,
  create: () => Promise<RemoteItem>,
): Promise<RemoteItem> {
  if (project.deletedAt || reported.ids.has(project.id)) return createNamedItem(project)
  if (reported.bytes > 0 && reported.bytes + project.sizeBytes > reported.maxBytes) {
    reported.bytes = reported.maxBytes
    return createNamedItem(project)
  }
  const item = await create()
  if (item.data !== undefined) reported.ids.add(project.id)
  reported.bytes += item.data === undefined ? measureJson(item) : project.sizeBytes
  return item
}

function rejectPush(push: Push, { code, message }: Refusal): PushOutcome {
  return { ack: { ...nameOf(push), status: 'rejected', error: { code, message } } }
}

async function readDocument(context: PushContext, project: RepositoryProject): Promise<ProjectDocument> {
  const known =
    context.documents.get(project.id) ?? (await context.account.readDocuments([project])).get(project.id)
  if (known === undefined) throw new Error(`The project ${project.id} has no document.`)
  return known
}

const nameOf = ({ n, projectId }: Push) => ({ n, projectId })
const byOf = ({ clientId }: PushContext, { n }: Push) => ({ clientId, mutationId: n })

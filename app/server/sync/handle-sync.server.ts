import {
  type Ack,
  type Push,
  type RemoteItem,
  SYNC_PROTOCOL,
  type SyncResponse,
} from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import type { SessionProof } from '../auth/session-proof.server.ts'
import {
  applyPush,
  type ParsedPush,
  type PushContext,
  type PushOutcome,
  parsePush,
} from './apply-push.server.ts'
import type { DocumentLimits } from './check-document.server.ts'
import type { QuotaLimits } from './project-quota.server.ts'
import { createItemsSince, type Since } from './remote-items.server.ts'
import type { HashText } from './store-project.server.ts'
import type {
  AccountView,
  LockedAccount,
  RepositoryProject,
  SyncRepository,
} from './sync-repository.server.ts'

export type SyncRules = {
  limits: DocumentLimits &
    QuotaLimits & {
      /** About how much JSON of projects one response contains. */
      pageBytes: number
      /** About how much of documents the pushes of one request may make the server read, change, check and hash. */
      workBytes: number
    }
  hashText: HashText
  /** Yields to other requests between two large documents. */
  yieldTurn?: () => Promise<void>
}

/** A client that was removed and comes back gets a gap and goes on under a new id. */
const MAX_CLIENTS = 1_000

/** A request as checked by its route: the content of each push is checked here, push by push. */
export type CheckedSyncRequest = {
  protocol: number
  clientId: string
  cursor: number | null
  /** The epoch the pushes were made in, where their hash does not imply it. */
  epoch?: string | undefined
  /** Whole projects may be sent as text. */
  texts?: true | undefined
  pushes: readonly RawPush[]
  /** Of a session that was not read yet; only with pushes. */
  proof?: SessionProof | undefined
}

type RawPush = { n: number; [member: string]: unknown }

export type SyncResult =
  /** `seq`: of the account's newest write. */
  | { kind: 'responded'; response: SyncResponse; seq: number; hasWritten: boolean; resyncCount: number }
  /**
   * The client and the server do not share one history: a new client id, and with another epoch everything is compared.
   */
  | { kind: 'gap'; lastMutationId: number; epoch: string; hasRenewed?: true }
  /** The session has to be read: nothing was done. */
  | { kind: 'unproven' }
  /** An unsupported protocol. */
  | { kind: 'upgrade' }

/**
 * The rules of POST /api/sync (S12, S13, S31): pushes in the order of their numbers and the changes since the cursor,
 * all in one transaction with the account's row locked.
 */
export async function handleSync(
  repository: SyncRepository,
  accountId: AccountId,
  request: CheckedSyncRequest,
  rules: SyncRules,
): Promise<SyncResult> {
  if (request.protocol !== SYNC_PROTOCOL) return { kind: 'upgrade' }
  if (request.pushes.length === 0) {
    const responded = await repository.read(accountId, (account) => handlePull(account, request, rules))
    if (responded) return responded
  }
  const projectIds = [...new Set(request.pushes.flatMap((raw) => nameRaw(raw).projectId ?? []))]
  const isEdit = request.pushes.length === 1 && request.pushes[0]?.changes !== undefined
  const prefetch = { clientId: request.clientId, projectIds, isEdit }
  const work = (account: LockedAccount) => handlePushes(account, request, rules)
  const { proof } = request
  if (proof === undefined) return repository.transact(accountId, work, prefetch)
  const proven = await repository.transactProven(accountId, work, { ...prefetch, proof })
  return proven?.result ?? { kind: 'unproven' }
}

/** `undefined`: the history went back, which must be recorded. */
async function handlePull(
  account: AccountView,
  request: CheckedSyncRequest,
  rules: SyncRules,
): Promise<SyncResult | undefined> {
  if ((request.cursor ?? 0) > account.seq) return undefined
  const lastMutationId = (await account.findLastMutationId(request.clientId)) ?? 0
  const page = await readPage(
    account,
    { cursor: request.cursor ?? 0, texts: request.texts === true, skipped: new Set(), usedBytes: 0 },
    rules,
  )
  const response = { ...stateOf(account), lastN: lastMutationId, acks: [], ...page }
  return { kind: 'responded', response, seq: account.seq, hasWritten: false, resyncCount: 0 }
}

async function handlePushes(
  account: LockedAccount,
  request: CheckedSyncRequest,
  rules: SyncRules,
): Promise<SyncResult> {
  const { clientId, cursor } = request
  const seqBefore = account.seq
  const lastMutationId = (await account.findLastMutationId(clientId)) ?? 0
  if (request.epoch !== undefined && request.epoch !== account.epoch) {
    return { kind: 'gap', lastMutationId, epoch: account.epoch }
  }
  const entries = planEntries(lastMutationId, request.pushes, rules)
  const context = await createContext(account, clientId, entries, rules)
  const { reach } = context
  if ((cursor ?? 0) > account.seq || hasGoneBack(entries, context.projects)) {
    await account.renewEpoch()
    return { kind: 'gap', lastMutationId, epoch: account.epoch, hasRenewed: true }
  }
  if (entries.some(({ order }) => order === 'gap'))
    return { kind: 'gap', lastMutationId, epoch: account.epoch }

  const outcomes = await handleEntries(context, entries.slice(0, reach), rules)
  const isCut = outcomes.length < entries.length
  const newLastMutationId =
    lastMutationId + entries.slice(0, outcomes.length).filter(({ order }) => order === 'next').length
  if (newLastMutationId > lastMutationId) await account.saveLastMutationId(clientId, newLastMutationId)
  if (lastMutationId === 0 && newLastMutationId > 0) await account.forgetClients(MAX_CLIENTS)

  const ownIds = new Set(outcomes.flatMap(({ written }) => (written ? [written.id] : [])))
  const skipped = new Set([...ownIds, ...context.reported.ids])
  const from = {
    cursor: cursor ?? 0,
    texts: request.texts === true,
    skipped,
    usedBytes: context.reported.bytes,
  }
  // Mostly the client knows everything but its latest writes. Beside pushes without a response no page could be stored
  // (S36).
  const page =
    cursor === seqBefore
      ? { cursor: account.seq, changes: [], more: isCut }
      : isCut
        ? { cursor: from.cursor, changes: [], more: true }
        : await readPage(account, from, rules)
  const acks = outcomes.map(({ ack }) => ack)
  return {
    kind: 'responded',
    response: { ...stateOf(account), lastN: newLastMutationId, acks, ...page },
    seq: account.seq,
    hasWritten: ownIds.size > 0,
    resyncCount: outcomes.filter(({ isResync }) => isResync).length,
  }
}

/** `order`: whether its number was handled before, follows the one before it, or skips numbers (S12). */
type Entry = { raw: RawPush; order: 'seen' | 'next' | 'gap'; parsed: ParsedPush }

function planEntries(
  lastMutationId: number,
  pushes: readonly RawPush[],
  { limits }: SyncRules,
): readonly Entry[] {
  let reached = lastMutationId
  return pushes.map((raw) => {
    const order = raw.n <= reached ? 'seen' : raw.n === reached + 1 ? 'next' : 'gap'
    reached = Math.max(reached, raw.n)
    return { raw, order, parsed: parsePush(raw, limits) }
  })
}

/**
 * The client has a revision that this database never assigned: it was restored from an older backup (F27). The client's
 * revisions do not match the present ones, so nothing may be applied on them; a new epoch makes everyone compare.
 * Counted, not limited: a device left in the old epoch whose cursor the new numbers have passed would miss rows for
 * good, so a due renewal must not wait. A client that is wrong again and again costs its own account a comparison each
 * time, and reaches the limit of requests.
 */
function hasGoneBack(entries: readonly Entry[], projects: ReadonlyMap<string, RepositoryProject>): boolean {
  const reachable = new Map<string, number>()
  return entries.some(({ order, parsed }) => {
    if (order === 'seen' || parsed.kind === 'refused') return false
    const { projectId, baseRevision } = parsed.push
    const revision = reachable.get(projectId) ?? projects.get(projectId)?.revision ?? 0
    reachable.set(projectId, revision + 1)
    return baseRevision > revision
  })
}

async function createContext(
  account: LockedAccount,
  clientId: string,
  entries: readonly Entry[],
  { limits, hashText }: SyncRules,
): Promise<PushContext & { reach: number }> {
  const ids = [...new Set(findPushes(entries).map(({ projectId }) => projectId))]
  const found = ids.length > 0 ? await account.findProjects(ids) : []
  const projects = new Map(found.map((project) => [project.id, project]))
  const reach = planReach(entries, projects, limits)
  const changed = findPushes(entries.slice(0, reach)).flatMap((push) => {
    const project = projects.get(push.projectId)
    return 'changes' in push && project?.revision === push.baseRevision ? [project] : []
  })
  const documents = changed.length > 0 ? await account.readDocuments([...new Set(changed)]) : []
  const reported = { ids: new Set<string>(), bytes: 0, maxBytes: limits.pageBytes }
  return { account, clientId, limits, hashText, projects, documents: new Map(documents), reported, reach }
}

const findPushes = (entries: readonly Entry[]): readonly Push[] =>
  entries.flatMap(({ order, parsed }) => (order === 'seen' || parsed.kind === 'refused' ? [] : [parsed.push]))

/** How many pushes this request handles: each costs its whole document, however small it is itself. At least one. */
function planReach(
  entries: readonly Entry[],
  projects: ReadonlyMap<string, RepositoryProject>,
  { workBytes }: SyncRules['limits'],
): number {
  let bytes = 0
  const at = entries.findIndex((entry, index) => {
    const [push] = findPushes([entry])
    bytes += (push && projects.get(push.projectId)?.sizeBytes) ?? 0
    return index > 0 && bytes > workBytes
  })
  return at < 0 ? entries.length : at
}

/** One after the other, until the response is full. */
async function handleEntries(
  context: PushContext,
  entries: readonly Entry[],
  { yieldTurn }: SyncRules,
): Promise<readonly PushOutcome[]> {
  const outcomes: PushOutcome[] = []
  let bytes = 0
  for (const entry of entries) {
    const outcome = await respondEntry(context, entry)
    outcomes.push(outcome)
    if (context.reported.bytes >= context.reported.maxBytes) break
    bytes += outcome.written?.sizeBytes ?? 0
    if (bytes < TURN_BYTES) continue
    bytes = 0
    await yieldTurn?.()
  }
  return outcomes
}

/** Some tens of milliseconds of parsing, checking and hashing. */
const TURN_BYTES = 1_000_000

async function respondEntry(context: PushContext, { raw, order, parsed }: Entry): Promise<PushOutcome> {
  if (order === 'seen') return { ack: await handleSeen(context, raw) }
  if (parsed.kind === 'ok') return applyPush(context, parsed.push)
  const { code, message } = parsed
  return { ack: { ...nameRaw(raw), status: 'rejected', error: { code, message } } }
}

/** Returns the result of the earlier push, so that a lost response costs nothing (S13). */
async function handleSeen({ account, clientId }: PushContext, raw: RawPush): Promise<Ack> {
  const { n: mutationId, projectId } = nameRaw(raw)
  const pushed = projectId && (await account.findPushed({ projectId, clientId, mutationId }))
  return { ...nameRaw(raw), status: 'duplicate', ...pushed }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function nameRaw({ n, projectId }: RawPush): { n: number; projectId?: string } {
  return typeof projectId === 'string' && guid.test(projectId)
    ? { n, projectId: projectId.toLowerCase() }
    : { n }
}

/** Fetched at once, before it is known how many fill a page. */
const PAGE_ROWS = 500
/** Of a project in a page, besides its document: numbers, name and view. A deleted one has nothing else. */
const ITEM_BYTES = 1_000

type Page = { cursor: number; changes: RemoteItem[]; more: boolean }

type PageStart = Since & {
  /** Written or sent by this very request. */
  skipped: ReadonlySet<string>
  /** Documents already in the response. */
  usedBytes: number
}

/** Everything later than the cursor, oldest first. */
async function readPage(
  account: AccountView,
  { skipped, usedBytes, ...since }: PageStart,
  { limits }: SyncRules,
): Promise<Page> {
  const { cursor } = since
  const chosen: RepositoryProject[] = []
  let bytes = usedBytes
  let reached = cursor
  while (reached < account.seq) {
    const rows = await account.listProjectsAfter(reached, PAGE_ROWS)
    for (const row of rows) {
      const isKnown = skipped.has(row.id)
      const itemBytes = ITEM_BYTES + (row.deletedAt ? 0 : row.sizeBytes)
      if (!isKnown && bytes > 0 && bytes + itemBytes > limits.pageBytes) {
        return finishPage(account, since, chosen, { cursor: reached, more: true })
      }
      reached = row.seq
      if (isKnown) continue
      chosen.push(row)
      bytes += itemBytes
    }
    if (rows.length < PAGE_ROWS) break
  }
  return finishPage(account, since, chosen, { cursor: account.seq, more: false })
}

async function finishPage(
  account: AccountView,
  since: Since,
  projects: readonly RepositoryProject[],
  end: { cursor: number; more: boolean },
): Promise<Page> {
  const changes = projects.length > 0 ? await createItemsSince(account, projects, since) : []
  return { ...end, changes: [...changes] }
}

const stateOf = ({ epoch, conflictPolicy, mediaSeq }: AccountView) => ({ epoch, conflictPolicy, mediaSeq })

import type { Change } from '#app/document/changes/change.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { RemoteItem } from '#app/sync/protocol/projects.ts'
import type {
  AccountView,
  ProjectWrite,
  RepositoryProject,
  RevisionHead,
  StoredText,
} from './sync-repository.server.ts'

// The form in which a project is sent to a client: by changes where they are complete and smaller, else whole, or as
// deleted.

/** The item that brings a client on `baseRevision` to the present revision. */
export async function createItemFrom(
  account: AccountView,
  project: RepositoryProject,
  baseRevision: number,
): Promise<RemoteItem> {
  if (project.deletedAt) return toDeletedItem(project)
  const heads = baseRevision > 0 ? await account.listHeadsFrom(project.id, baseRevision) : []
  return (
    (await findDeltaItem(account, project, heads)) ??
    toWholeItem(project, (await account.readDocuments([project])).get(project.id))
  )
}

export async function createWholeItem(account: AccountView, project: RepositoryProject): Promise<RemoteItem> {
  if (project.deletedAt) return toDeletedItem(project)
  return toWholeItem(project, (await account.readDocuments([project])).get(project.id))
}

/** By name and revision only: the client requests the rest. */
export const createNamedItem = (project: RepositoryProject): RemoteItem =>
  project.deletedAt ? toDeletedItem(project) : summarise(project)

/** `texts`: whole projects may be sent as their canonical text. */
export type Since = { cursor: number; texts: boolean }

/** The items that bring clients at `cursor` up to date; the same order. */
export async function createItemsSince(
  account: AccountView,
  projects: readonly RepositoryProject[],
  { cursor, texts }: Since,
): Promise<readonly RemoteItem[]> {
  const heads = await listHeads(account, projects, cursor)
  const deltas = new Map<string, RemoteItem>()
  for (const project of projects) {
    const item = await findDeltaItem(account, project, heads.get(project.id) ?? [])
    if (item) deltas.set(project.id, item)
  }
  const wholes = projects.filter(({ id, deletedAt }) => !deletedAt && !deltas.has(id))
  const textById =
    texts && wholes.length > 0 ? await account.readTexts(wholes) : new Map<string, StoredText>()
  const others = wholes.filter(({ id }) => !textById.has(id))
  const documents = others.length > 0 ? await account.readDocuments(others) : new Map()
  return projects.map((project) => {
    if (project.deletedAt) return toDeletedItem(project)
    const text = textById.get(project.id)
    if (text) return toTextItem(project, text)
    return deltas.get(project.id) ?? toWholeItem(project, documents.get(project.id))
  })
}

/** The same where all of them together are short; nothing longer is read. `undefined`: they are not. */
export async function createShortItems(
  account: AccountView,
  projects: readonly RepositoryProject[],
  { cursor, maxBytes }: { cursor: number; maxBytes: number },
): Promise<readonly RemoteItem[] | undefined> {
  const heads = await listHeads(account, projects, cursor)
  const bytes = projects.reduce((sum, project) => {
    const [, ...later] = heads.get(project.id) ?? []
    const changeBytes = later.reduce((total, head) => total + head.changeBytes, 0)
    const isDelta = later.length > 0 && later.every(({ kind }) => kind === 'changes')
    return (
      sum + (project.deletedAt ? 0 : isDelta ? Math.min(changeBytes, project.sizeBytes) : project.sizeBytes)
    )
  }, 0)
  return bytes > maxBytes ? undefined : createItemsSince(account, projects, { cursor, texts: false })
}

/**
 * The items of one transaction's writes, for a client that had everything before it, in the order of their numbers.
 * `undefined`: a whole document is among them, which only the repository has.
 */
export function createWrittenItems(writes: readonly ProjectWrite[]): readonly RemoteItem[] | undefined {
  const items = new Map<string, RemoteItem>()
  for (const { before, project, changes } of writes) {
    const earlier = items.get(project.id)
    items.delete(project.id)
    if (project.deletedAt) {
      items.set(project.id, toDeletedItem(project))
      continue
    }
    if (before === undefined || before.deletedAt || changes === undefined) return undefined
    const base = earlier?.baseRevision ?? before.revision
    items.set(project.id, toDeltaItem(project, base, [...(earlier?.changes ?? []), ...changes]))
  }
  return [...items.values()]
}

/** For a client that has nothing yet there is nothing to look up. */
async function listHeads(
  account: AccountView,
  projects: readonly RepositoryProject[],
  cursor: number,
): Promise<ReadonlyMap<string, RevisionHead[]>> {
  const older = projects.filter(({ revision, deletedAt }) => revision > 1 && !deletedAt)
  const found = new Map<string, RevisionHead[]>(older.map(({ id }) => [id, []]))
  if (cursor === 0 || older.length === 0) return found
  const ids = older.map(({ id }) => id)
  for (const head of await account.listHeadsSince(ids, cursor)) found.get(head.projectId)?.push(head)
  return found
}

/** `heads`: from the client's revision on. A gap, a whole document or a deletion among them breaks the chain. */
async function findDeltaItem(
  account: AccountView,
  project: RepositoryProject,
  heads: readonly RevisionHead[],
): Promise<RemoteItem | undefined> {
  const [base, ...later] = heads
  if (project.deletedAt || base === undefined || later.length === 0 || base.kind === 'deletion') {
    return undefined
  }
  const isChain = later.every(
    ({ kind, revision }, index) => kind === 'changes' && revision === base.revision + index + 1,
  )
  if (!isChain || later.at(-1)?.revision !== project.revision) return undefined
  const bytes = later.reduce((sum, { changeBytes }) => sum + changeBytes, 0)
  if (bytes >= project.sizeBytes) return undefined
  const range = { projectId: project.id, after: base.revision, through: project.revision }
  return toDeltaItem(project, base.revision, await account.readChanges(range))
}

export function toDeltaItem(
  project: RepositoryProject,
  baseRevision: number,
  changes: readonly Change[],
): RemoteItem {
  // The wire's type is the same but for `readonly`.
  const sentChanges = changes as RemoteItem['changes'] & {}
  return { ...summarise(project), baseRevision, changes: sentChanges, hash: project.contentHash }
}

function toWholeItem(project: RepositoryProject, document: Parameters<typeof toProjectData>[0] | undefined) {
  if (document === undefined) throw new Error(`The project ${project.id} has no document.`)
  const { contentHash, createdAt } = project
  const item: RemoteItem = {
    ...summarise(project),
    createdAt: createdAt.toISOString(),
    ...(contentHash === '' ? {} : { hash: contentHash }),
    name: document.name,
    data: toProjectData(document),
  }
  return item
}

function toTextItem(project: RepositoryProject, { text, view, facts }: StoredText): RemoteItem {
  const { createdAt, contentHash: hash, name } = project
  const sentFacts = { ...facts, canvasSizeIds: [...facts.canvasSizeIds], locales: [...facts.locales] }
  const beside = view === undefined ? {} : { view }
  return {
    ...summarise(project),
    createdAt: createdAt.toISOString(),
    hash,
    name,
    text,
    ...beside,
    facts: sentFacts,
  }
}

function toDeletedItem(project: RepositoryProject): RemoteItem {
  return { ...summarise(project), deletedAt: (project.deletedAt ?? project.updatedAt).toISOString() }
}

function summarise({ id, revision, seq, updatedAt, by }: RepositoryProject) {
  return {
    projectId: id,
    revision,
    seq,
    updatedAt: updatedAt.toISOString(),
    ...(by && { by: { clientId: by.clientId, n: by.mutationId } }),
  }
}

import { readListSummary } from '#app/document/catalogue/list-summary.ts'
import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { weighRevisions } from '#app/server/sync/project-quota.server.ts'
import type {
  AccountView,
  LockedAccount,
  Prefetch,
  ProjectUsage,
  ProjectWrite,
  RepositoryProject,
  RevisionHead,
  StoredText,
} from '#app/server/sync/sync-repository.server.ts'
import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'

type StoredRevision = RevisionHead & {
  by: RepositoryProject['by']
  changes: readonly Change[] | undefined
  snapshot: ProjectDocument | undefined
}
/** `revisions` are in order; the newest snapshot is stored with its revision, too. */
type StoredProject = { row: RepositoryProject; revisions: readonly StoredRevision[] }
type StoredAccount = {
  seq: number
  epoch: string
  conflictPolicy: ConflictPolicy
  mediaSeq: number
  clients: ReadonlyMap<string, number>
  projects: ReadonlyMap<string, StoredProject>
}

/** Any id used by a test is an account. */
type LooseRepository = {
  transact<T>(
    accountId: string,
    work: (account: LockedAccount) => Promise<T>,
    prefetch?: Prefetch,
  ): Promise<T>
  transactProven<T>(
    accountId: string,
    work: (account: LockedAccount) => Promise<T>,
  ): Promise<{ result: T } | undefined>
  read<T>(accountId: string, work: (account: AccountView) => Promise<T>): Promise<T>
}

export type MemoryRepository = LooseRepository & {
  /** Everything of all accounts, as a value: nothing that is stored is ever changed in place. */
  backUp(): MemoryBackup
  /** Goes back to a backup, epochs included, without an announcement. */
  restore(backup: MemoryBackup): void
  /** The announcement of a restored backup by its operator. */
  renewEpoch(accountId: string): void
  setConflictPolicy(accountId: string, policy: ConflictPolicy): void
  /** A media row was written: it takes the next number. */
  touchMedia(accountId: string): void
  listAccountIds(): readonly string[]
}
export type MemoryBackup = ReadonlyMap<string, StoredAccount>

export type MemoryRepositoryPorts = {
  now(): Date
  mintId(): string
  /**
   * Runs before every call and around the commit (`commit`: nothing is stored yet; `committed`: it is). An error it
   * throws reaches the caller, as if the database were gone.
   */
  beforeCall?(call: MemoryRepositoryCall): void | Promise<void>
}
export type MemoryRepositoryCall = keyof AccountView | keyof LockedAccount | 'begin' | 'commit' | 'committed'

/** The tables of sync in memory, for the simulation: a transaction works on a copy that takes the original's place. */
export function createMemorySyncRepository(ports: MemoryRepositoryPorts): MemoryRepository {
  const accounts = new Map<string, StoredAccount>()
  const locks = new Map<string, Promise<unknown>>()
  const call = async (name: MemoryRepositoryCall) => {
    await ports.beforeCall?.(name)
  }

  const open = (accountId: string): StoredAccount =>
    accounts.get(accountId) ?? {
      seq: 0,
      epoch: ports.mintId(),
      conflictPolicy: 'merge',
      mediaSeq: 0,
      clients: new Map(),
      projects: new Map(),
    }

  async function changeLocked<T>(
    accountId: string,
    work: (account: LockedAccount) => Promise<T>,
  ): Promise<T> {
    await call('begin')
    const draft = { ...open(accountId) }
    const result = await work(createLockedAccount(draft, ports, call))
    await call('commit')
    accounts.set(accountId, draft)
    await call('committed')
    return result
  }

  const update = (accountId: string, patch: (account: StoredAccount) => Partial<StoredAccount>) => {
    const account = open(accountId)
    accounts.set(accountId, { ...account, ...patch(account) })
  }

  function transact<T>(accountId: string, work: (account: LockedAccount) => Promise<T>): Promise<T> {
    const before = locks.get(accountId) ?? Promise.resolve()
    const running = before.then(() => changeLocked(accountId, work))
    locks.set(
      accountId,
      running.catch(() => undefined),
    )
    return running
  }

  return {
    transact,
    // It has no sessions.
    transactProven: async (accountId, work) => ({ result: await transact(accountId, work) }),
    async read(accountId, work) {
      await call('begin')
      if (!accounts.has(accountId)) accounts.set(accountId, open(accountId))
      return work(createAccountView({ ...open(accountId) }, call))
    },
    backUp: () => new Map(accounts),
    restore(backup) {
      accounts.clear()
      for (const [accountId, account] of backup) accounts.set(accountId, account)
    },
    renewEpoch: (accountId) => update(accountId, () => ({ epoch: ports.mintId() })),
    setConflictPolicy: (accountId, conflictPolicy) => update(accountId, () => ({ conflictPolicy })),
    touchMedia: (accountId) => update(accountId, ({ seq }) => ({ seq: seq + 1, mediaSeq: seq + 1 })),
    listAccountIds: () => [...accounts.keys()],
  }
}

type Call = (name: MemoryRepositoryCall) => Promise<void>

function createAccountView(account: StoredAccount, call: Call): AccountView {
  const revisionsOf = (projectId: string) => account.projects.get(projectId)?.revisions ?? []
  return {
    get seq() {
      return account.seq
    },
    get epoch() {
      return account.epoch
    },
    get conflictPolicy() {
      return account.conflictPolicy
    },
    get mediaSeq() {
      return account.mediaSeq
    },
    get usage() {
      return measureUsage(account)
    },
    async findLastMutationId(clientId) {
      await call('findLastMutationId')
      return account.clients.get(clientId)
    },
    async findProjects(ids) {
      await call('findProjects')
      return ids.flatMap((id) => account.projects.get(id)?.row ?? [])
    },
    async listProjectsAfter(seq, limit) {
      await call('listProjectsAfter')
      const rows = [...account.projects.values()].map(({ row }) => row)
      return rows
        .filter((row) => row.seq > seq)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit)
    },
    async readDocuments(projects) {
      await call('readDocuments')
      return new Map(
        projects.map(({ id, revision }) => [id, rebuild({ id, revision, revisions: revisionsOf(id) })]),
      )
    },
    async readTexts(projects) {
      await call('readTexts')
      const lying = projects.filter(({ revision, snapshotRevision }) => revision === snapshotRevision)
      return new Map(
        lying.map(({ id, revision }) => [id, toText(rebuild({ id, revision, revisions: revisionsOf(id) }))]),
      )
    },
    async findPushed({ projectId, clientId, mutationId }) {
      await call('findPushed')
      const found = revisionsOf(projectId).find(
        ({ by }) => by?.clientId === clientId && by.mutationId === mutationId,
      )
      return found && { revision: found.revision, hash: found.contentHash }
    },
    async listHeadsSince(projectIds, cursor) {
      await call('listHeadsSince')
      return projectIds.flatMap((id) => {
        const revisions = revisionsOf(id)
        const base = revisions.findLast(({ seq }) => seq <= cursor)?.revision ?? 0
        return revisions.filter(({ revision }) => revision >= base).map(toHead)
      })
    },
    async listHeadsFrom(projectId, from) {
      await call('listHeadsFrom')
      return revisionsOf(projectId)
        .filter(({ revision }) => revision >= from)
        .map(toHead)
    },
    async readChanges({ projectId, after, through }) {
      await call('readChanges')
      return revisionsOf(projectId)
        .filter(({ revision }) => revision > after && revision <= through)
        .flatMap(({ changes }) => changes ?? [])
    },
    async findSnapshot(projectId, limit) {
      await call('findSnapshot')
      const found = revisionsOf(projectId).findLast(
        ({ revision, snapshot }) => revision <= limit && snapshot !== undefined,
      )
      return found?.snapshot && { revision: found.revision, document: found.snapshot }
    },
  }
}

function toText(document: ProjectDocument): StoredText {
  const { view, schemaVersion } = document
  return { text: toCanonicalText(document), view, facts: { schemaVersion, ...readListSummary(document) } }
}

/** Summed anew each time: the running totals of Postgres must be equal. */
function measureUsage({ projects }: StoredAccount): ProjectUsage {
  const all = [...projects.values()]
  const live = all.filter(({ row }) => row.deletedAt === undefined)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
  return {
    projects: live.length,
    projectBytes: sum(live.map(({ row }) => row.sizeBytes)),
    keptProjects: all.length,
    keptBytes: sum(all.map(({ revisions }) => weighRevisions(revisions))),
  }
}

/** Built once for each revision; the rows are never changed in place. */
const documents = new WeakMap<StoredRevision, ProjectDocument>()

function rebuild(requested: {
  id: string
  revision: number
  revisions: readonly StoredRevision[]
}): ProjectDocument {
  const at = requested.revisions.findIndex(({ revision }) => revision === requested.revision)
  const row = requested.revisions[at]
  if (row === undefined) throw new Error(`The project ${requested.id} has no revision ${requested.revision}.`)
  const known = documents.get(row)
  if (known !== undefined) return known
  const built =
    row.snapshot ?? applyChanges(rebuild({ ...requested, revision: row.revision - 1 }), row.changes ?? [])
  documents.set(row, built)
  return built
}

function createLockedAccount(draft: StoredAccount, ports: MemoryRepositoryPorts, call: Call): LockedAccount {
  const view = createAccountView(draft, call)
  return Object.defineProperties(
    {
      now: ports.now(),
      takeSeq() {
        draft.seq += 1
        return draft.seq
      },
      async write(write: ProjectWrite) {
        await call('write')
        const { project } = write
        const before = draft.projects.get(project.id)
        if (before?.row.revision !== write.before?.revision) throw new Error('Written on another revision.')
        const revisions = [...(before?.revisions ?? []), toRevision(write)]
        draft.projects = new Map(draft.projects).set(project.id, { row: project, revisions })
      },
      async saveLastMutationId(clientId: string, lastMutationId: number) {
        await call('saveLastMutationId')
        const clients = new Map(draft.clients)
        // In the order in which they pushed last.
        clients.delete(clientId)
        draft.clients = clients.set(clientId, lastMutationId)
      },
      async forgetClients(keep: number) {
        await call('forgetClients')
        draft.clients = new Map([...draft.clients].slice(-keep))
      },
      async renewEpoch() {
        await call('renewEpoch')
        draft.epoch = ports.mintId()
      },
      async pruneRevisions(projectId: string, heads: readonly RevisionHead[]) {
        await call('pruneRevisions')
        const stored = draft.projects.get(projectId)
        if (stored === undefined) return
        const dropped = new Set(heads.map(({ revision }) => revision))
        const revisions = stored.revisions.filter(({ revision }) => !dropped.has(revision))
        draft.projects = new Map(draft.projects).set(projectId, { ...stored, revisions })
      },
    },
    Object.getOwnPropertyDescriptors(view),
  ) as LockedAccount
}

function toRevision({ before, project, document, changes, label, ...sizes }: ProjectWrite): StoredRevision {
  const isSnapshot = project.snapshotRevision === project.revision
  if (before === undefined && !isSnapshot) throw new Error('A new project needs a whole document.')
  return {
    projectId: project.id,
    revision: project.revision,
    seq: project.seq,
    name: project.name,
    label,
    contentHash: project.contentHash,
    kind: project.deletedAt ? 'deletion' : changes ? 'changes' : 'whole',
    isSnapshot,
    changeBytes: sizes.changeBytes,
    dataBytes: sizes.dataBytes,
    createdAt: project.updatedAt,
    by: project.by,
    changes,
    snapshot: isSnapshot ? document : undefined,
  }
}

function toHead({ by: _by, changes: _changes, snapshot: _snapshot, ...head }: StoredRevision): RevisionHead {
  return head
}

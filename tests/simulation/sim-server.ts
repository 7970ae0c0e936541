import { createHash } from 'node:crypto'
import { toProjectData } from '#app/document/model/project-data.ts'
import { handleSync, type SyncRules } from '#app/server/sync/handle-sync.server.ts'
import { createItemsSince } from '#app/server/sync/remote-items.server.ts'
import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { HttpRequest, HttpResponse } from '#app/sync/api/transport.ts'
import { type SyncEvent, syncRequestSchema } from '#app/sync/protocol/projects.ts'
import { toAccountId } from '#db/account-id.ts'
import {
  createMemorySyncRepository,
  type MemoryBackup,
  type MemoryRepository,
  type MemoryRepositoryCall,
} from '#tests/fakes/memory-sync-repository.ts'
import type { Chance } from './random.ts'

export const hashText = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('')).digest('hex')

export type SimServerOptions = {
  nowMs: () => number
  chance: Chance
  /** The largest body that is read. */
  maxBodyCharacters: number
  pageBytes: number
  /** The limit of an account's projects; by default so high that it never matters. */
  projectsMax?: number
  onWrite: (accountId: string, event: SyncEvent) => void
  /** Lets a mutant wrap the repository. */
  wrapRepository?: (repository: SyncRepository) => SyncRepository
  wrapRequest?: (request: HttpRequest, memory: MemoryRepository, accountId: string) => Promise<HttpRequest>
}

/** A request's context: the session of its cookie and the account it names. */
export type Session = { sessionAccount: string | undefined; headerAccount: string }

export class ServerCrash extends Error {
  override readonly name = 'ServerCrash'
}

export type SimServer = ReturnType<typeof createSimServer>

/** The real rules over the in-memory repository, behind the same checks as the routes'. */
export function createSimServer(options: SimServerOptions) {
  const { chance, nowMs, onWrite } = options
  let callsUntilCrash = Number.POSITIVE_INFINITY
  let ignoresAccountHeader = false
  const memory = createMemorySyncRepository({
    now: () => new Date(nowMs()),
    mintId: chance.mintId,
    beforeCall: (_call: MemoryRepositoryCall) => {
      callsUntilCrash -= 1
      if (callsUntilCrash < 0) throw new ServerCrash('the server went down')
    },
  })
  const repository = options.wrapRepository?.(memory) ?? memory
  const rules: SyncRules = {
    limits: {
      projectMaxBytes: 60_000,
      projectMaxDepth: 64,
      nameMaxLength: 200,
      projectMaxKeys: 5_000,
      projectsMax: options.projectsMax ?? 2_000,
      projectsMaxBytes: 1_000_000_000,
      pageBytes: options.pageBytes,
      workBytes: 2 * options.pageBytes,
    },
    hashText,
  }

  async function handle(request: HttpRequest, session: Session): Promise<HttpResponse> {
    const { sessionAccount, headerAccount } = session
    if (sessionAccount === undefined) return refuse(401, 'unauthorized')
    if (sessionAccount !== headerAccount && !ignoresAccountHeader) return refuse(403, 'forbidden')
    if (request.path === '/api/sync') return respondToSync(request, sessionAccount)
    if (request.path === '/api/projects') return handleList(sessionAccount)
    return handleGet(sessionAccount, request.path.slice('/api/projects/'.length))
  }

  async function respondToSync(asked: HttpRequest, accountId: string): Promise<HttpResponse> {
    const request = (await options.wrapRequest?.(asked, memory, accountId)) ?? asked
    if (JSON.stringify(request.body).length > options.maxBodyCharacters) return refuse(413, 'too_large')
    const parsed = syncRequestSchema.safeParse(request.body)
    if (!parsed.success) return refuse(400, 'invalid')
    const before = await memory.read(accountId, async ({ seq }) => seq)
    const result = await handleSync(repository, toAccountId(accountId), parsed.data, rules)
    if (result.kind === 'unproven') return refuse(401, 'unauthorized')
    if (result.kind === 'upgrade') return refuse(426, 'upgrade_required')
    if (result.kind === 'gap') {
      const { lastMutationId, epoch } = result
      return {
        status: 409,
        json: { error: { code: 'conflict', message: 'a gap' }, lastN: lastMutationId, epoch },
      }
    }
    if (result.hasWritten) await tell(accountId, before)
    return { status: 200, json: result.response }
  }

  async function tell(accountId: string, from: number): Promise<void> {
    const event = await memory.read(accountId, async (account) => {
      const projects = await account.listProjectsAfter(from, 50)
      const changes = await createItemsSince(account, projects, { cursor: from, texts: false })
      const inline = JSON.stringify(changes).length <= 8_000 ? { changes: [...changes] } : {}
      return { epoch: account.epoch, from, seq: account.seq, ...inline }
    })
    onWrite(accountId, JSON.parse(JSON.stringify(event)) as SyncEvent)
  }

  async function handleList(accountId: string): Promise<HttpResponse> {
    const rows = await memory.read(accountId, (account) => account.listProjectsAfter(0, 1_000))
    const projects = rows.map(({ id, name, revision, updatedAt, deletedAt }) => ({
      id,
      name,
      revision,
      updatedAt: updatedAt.toISOString(),
      ...(deletedAt ? { deletedAt: deletedAt.toISOString() } : {}),
    }))
    return { status: 200, json: { projects: projects.filter(({ deletedAt }) => deletedAt === undefined) } }
  }

  async function handleGet(accountId: string, id: string): Promise<HttpResponse> {
    return memory.read(accountId, async (account) => {
      const [row] = await account.findProjects([id])
      if (row === undefined) return refuse(404, 'not_found')
      const document = (await account.readDocuments([row])).get(id)
      if (document === undefined) return refuse(404, 'not_found')
      const { name, revision, updatedAt, createdAt, deletedAt } = row
      const json = {
        id,
        name,
        data: toProjectData(document),
        revision,
        updatedAt: updatedAt.toISOString(),
        createdAt: createdAt.toISOString(),
        ...(deletedAt ? { deletedAt: deletedAt.toISOString() } : {}),
      }
      return { status: 200, json }
    })
  }

  return {
    memory,
    handle,
    crashAfter(calls: number) {
      callsUntilCrash = calls
    },
    recover() {
      callsUntilCrash = Number.POSITIVE_INFINITY
    },
    /** A mutant: the account header is not compared with the session. */
    ignoreAccountHeader() {
      ignoresAccountHeader = true
    },
    restore(backup: MemoryBackup) {
      memory.restore(backup)
      for (const accountId of memory.listAccountIds()) memory.renewEpoch(accountId)
    },
  }
}

function refuse(status: number, code: string): HttpResponse {
  return { status, json: { error: { code, message: code } } }
}

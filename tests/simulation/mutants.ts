import { mergeProjects } from '#app/document/changes/merge-projects.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { LockedAccount, SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { HttpRequest, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import type { ResponsePlan, SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Mutant } from './mutant.ts'

/**
 * Known bugs of sync engines, each planted around the real parts. The simulation must detect every one: a bug it would
 * miss is not proven absent.
 */
export const mutants: readonly Mutant[] = [
  {
    name: 'no idempotency: a push that comes again is applied again',
    firstSeed: 30,
    wrapRequest: async (request, memory, accountId) => {
      const { clientId, pushes } = request.body as Sent & { clientId: string }
      const [first] = pushes
      if (first !== undefined)
        await memory.transact(accountId, (account) => account.saveLastMutationId(clientId, first.n - 1))
      return request
    },
  },
  {
    name: 'two transactions: the effect is stored before the number of the push',
    firstSeed: 396,
    wrapRepository: (repository) => ({
      ...repository,
      async transact(accountId, work) {
        let late: (() => Promise<void>) | undefined
        const result = await repository.transact(accountId, (account) =>
          work(
            extend(account, {
              async saveLastMutationId(clientId, lastMutationId) {
                late = () =>
                  repository.transact(accountId, (again) =>
                    again.saveLastMutationId(clientId, lastMutationId),
                  )
              },
            }),
          ),
        )
        await late?.()
        return result
      },
    }),
  },
  {
    name: 'dequeued before the answer',
    firstSeed: 4,
    wrapStore: (store) => ({
      ...store,
      async assignNumbers(plans, fence) {
        const inFlight = await store.assignNumbers(plans, fence)
        if ('kind' in inFlight) return inFlight
        const matched = inFlight.map(
          ({ mutationId, baseRevision }) =>
            ({ mutationId, kind: 'applied', revision: baseRevision + 1 }) as const,
        )
        await store.applyResponse({ fence, atMs: 0, matched, updates: [], rebase: fail })
        return inFlight
      },
    }),
  },
  {
    name: 'a pull takes the place of what is pending',
    firstSeed: 5,
    wrapStore: wrapRebase((plan) => (facts) => {
      const rebased = plan.rebase(facts)
      const { project } = facts.theirs
      return project === undefined
        ? rebased
        : { ...rebased, workingCopy: project, isWaiting: false, conflicts: [] }
    }),
  },
  {
    name: 'the cursor is stored before the documents',
    firstSeed: 58,
    wrapStore: (store) => ({
      ...store,
      async applyResponse(plan) {
        const { cursor, epoch: _epoch, cursorBefore: _before, ...rest } = plan
        if (cursor === undefined) return store.applyResponse(plan)
        const first = await store.applyResponse({ ...plan, matched: [], updates: [] })
        return first.kind === 'applied' ? store.applyResponse(rest) : first
      },
    }),
  },
  {
    name: 'the cursor is a timestamp of servers whose clocks differ',
    firstSeed: 0,
    wrapRepository: wrapLocked((account) => {
      return {
        takeSeq() {
          const seq = account.takeSeq()
          // Every third write is numbered by the clock that is behind.
          return seq % 3 === 0 ? Math.max(1, seq - 2) : seq
        },
      }
    }),
  },
  {
    name: 'the merge keeps the wrong side',
    firstSeed: 4,
    wrapStore: wrapRebase((plan) => (facts) => {
      const rebased = plan.rebase(facts)
      const { base, theirs, workingCopy } = facts
      if (base.project === undefined || theirs.project === undefined || rebased.conflicts.length === 0)
        return rebased
      const { project, conflicts } = mergeProjects(base.project, workingCopy, theirs.project)
      return { ...rebased, workingCopy: project, conflicts: [{ kind: 'fields', entries: conflicts }] }
    }),
  },
  {
    name: 'the merge knows no common ancestor',
    firstSeed: 5,
    wrapStore: wrapRebase(
      (plan) => (facts) => plan.rebase({ ...facts, base: { ...facts.base, project: undefined } }),
    ),
  },
  {
    name: 'what did not stay is not recorded',
    firstSeed: 6,
    wrapStore: wrapRebase((plan) => (facts) => ({ ...plan.rebase(facts), conflicts: [] })),
  },
  {
    name: 'a deletion beats an edit',
    firstSeed: 31,
    wrapStore: wrapRebase((plan) => (facts) => {
      const rebased = plan.rebase(facts)
      if (facts.theirs.project !== undefined) return rebased
      return { ...rebased, isDeleted: true, isWaiting: false, conflicts: [] }
    }),
  },
  {
    name: 'what is brought back is the version of this device alone',
    firstSeed: 20_805,
    rareFrom: 20_000,
    wrapStore: wrapRebase(
      (plan) => (facts) => plan.rebase({ ...facts, theirs: { ...facts.theirs, last: null } }),
    ),
  },
  {
    name: 'what was deleted elsewhere is brought back',
    firstSeed: 18,
    wrapStore: wrapRebase((plan) => (facts) => {
      const rebased = plan.rebase(facts)
      if (facts.theirs.project !== undefined || facts.isDeleted) return rebased
      return { ...rebased, isDeleted: false, isWaiting: true }
    }),
  },
  {
    name: 'the account of a request is not checked',
    firstSeed: 61,
    changeServer: (server) => server.ignoreAccountHeader(),
  },
  {
    name: 'the epoch is ignored',
    firstSeed: 311,
    wrapTransport: wrapAnswers((_request, response) => forgetEpoch(response)),
    wrapRequest: async (request) => {
      const { epoch: _epoch, ...body } = request.body as { epoch?: string }
      return { ...request, body }
    },
  },
  {
    name: 'every duplicate counts as applied',
    firstSeed: 30,
    wrapTransport: wrapAnswers((request, response) => ({
      ...response,
      json: trustDuplicates(request, response.json),
    })),
  },
  {
    name: 'an own push is not recognised when its answer was lost',
    firstSeed: 30,
    wrapTransport: wrapAnswers((_request, response) => ({
      ...response,
      json: forgetDuplicates(response.json),
    })),
  },
  {
    name: 'an acknowledgement takes edits with it that came after the push',
    firstSeed: 22,
    wrapStore: (store) => ({
      ...store,
      assignNumbers: (plans, fence) =>
        store.assignNumbers(
          plans.map((plan) => ({ ...plan, generation: plan.generation + 1_000 })),
          fence,
        ),
    }),
  },
  {
    name: '"Saved" is said before the disk has it',
    firstSeed: 3,
    wrapStores: (stores) => ({
      ...stores,
      commit: (input) => {
        void stores.commit(input).catch(() => undefined)
        return Promise.resolve()
      },
    }),
  },
  {
    name: 'a failed disk is called saved',
    firstSeed: 3,
    wrapStores: (stores) => ({ ...stores, commit: (input) => stores.commit(input).catch(() => undefined) }),
  },
  {
    name: 'the server does not compare the base revision',
    firstSeed: 32,
    wrapRequest: async (request, memory, accountId) => ({
      ...request,
      body: {
        ...(request.body as object),
        pushes: rebasePushes(request.body, memory.backUp().get(accountId)),
      },
    }),
  },
  {
    name: 'a refused session empties the queue',
    firstSeed: 67,
    wrapTransport: wrapAnswers((request, response) =>
      response.status === 401 ? rejectAll(request, response) : response,
    ),
  },
  {
    name: 'released pushes are forgotten',
    firstSeed: 4,
    wrapStore: (store) => ({
      ...store,
      applyResponse: (plan) =>
        store.applyResponse({
          ...plan,
          matched: plan.matched.map((each) =>
            each.kind === 'released' ? { mutationId: each.mutationId, kind: 'applied', revision: 1 } : each,
          ),
        }),
    }),
  },
  {
    name: 'no retry after a failure',
    firstSeed: 1,
    wrapTransport: (transport) => {
      let hasFailed = false
      return (request) => {
        if (hasFailed) return { response: new Promise(() => undefined), cancel: () => undefined }
        const call = transport(request)
        call.response.catch(() => {
          hasFailed = true
        })
        return call
      }
    },
  },
  {
    name: 'unknown fields of a newer client are dropped',
    firstSeed: 7,
    wrapStores: (stores) => ({
      ...stores,
      commit: (input) => {
        const { futureField: _future, ...project } = input.project as Project & { futureField?: unknown }
        const changes = input.changes.map((change) => ({
          ...change,
          ops: [...change.ops, { op: 'set' as const, path: ['futureField'] }],
        }))
        return input.changes[0]?.label === 'Future'
          ? stores.commit(input)
          : stores.commit({ ...input, project: project as Project, changes })
      },
    }),
  },
]

function fail(): never {
  throw new Error('nothing is to be rebased')
}

function wrapLocked(
  change: (account: LockedAccount) => Partial<LockedAccount>,
): (repository: SyncRepository) => SyncRepository {
  return (repository) => ({
    ...repository,
    transact: (accountId, work) =>
      repository.transact(accountId, (account) => work(extend(account, change(account)))),
  })
}

/** The account's getters stay alive. */
function extend(account: LockedAccount, change: Partial<LockedAccount>): LockedAccount {
  return Object.defineProperties(
    Object.defineProperties({}, Object.getOwnPropertyDescriptors(account)),
    Object.getOwnPropertyDescriptors(change),
  ) as LockedAccount
}

function wrapRebase(change: (plan: ResponsePlan) => ResponsePlan['rebase']): (store: SyncStore) => SyncStore {
  return (store) => ({
    ...store,
    applyResponse: (plan) => store.applyResponse({ ...plan, rebase: change(plan) }),
  })
}

function wrapAnswers(
  change: (request: HttpRequest, response: HttpResponse) => HttpResponse,
): (transport: Transport) => Transport {
  return (transport) => (request) => {
    const call = transport(request)
    const isSync = request.path === '/api/sync'
    return {
      ...call,
      response: isSync ? call.response.then((response) => change(request, response)) : call.response,
    }
  }
}

type SyncJson = { acks?: { status: string; n: number; revision?: number }[]; epoch?: string }

function forgetEpoch(response: HttpResponse): HttpResponse {
  const json = response.json as SyncJson | undefined
  return json?.epoch === undefined ? response : { ...response, json: { ...json, epoch: 'always the same' } }
}

type Sent = { pushes: { n: number; projectId: string; baseRevision: number; hash?: string }[] }

function trustDuplicates({ body }: HttpRequest, json: unknown): unknown {
  const { acks } = (json ?? {}) as SyncJson
  const { pushes } = body as Sent
  if (acks === undefined) return json
  const trusting = acks.map((ack) => {
    const push = pushes.find(({ n }) => n === ack.n)
    if (ack.status !== 'duplicate' || push === undefined) return ack
    return { ...ack, status: 'applied', revision: ack.revision ?? push.baseRevision + 1, hash: push.hash }
  })
  return { ...(json as object), acks: trusting }
}

function forgetDuplicates(json: unknown): unknown {
  const { acks } = (json ?? {}) as SyncJson
  if (acks === undefined) return json
  const forgetful = acks.map((ack) => (ack.status === 'duplicate' ? { n: ack.n, status: 'duplicate' } : ack))
  return { ...(json as object), acks: forgetful }
}

function rejectAll({ body }: HttpRequest, response: HttpResponse): HttpResponse {
  const { pushes, cursor } = body as Sent & { cursor: number | null }
  if (pushes.length === 0) return response
  const error = { code: 'unauthorized', message: 'signed out' }
  const acks = pushes.map(({ n, projectId }) => ({ n, projectId, status: 'rejected', error }))
  return { status: 200, json: { epoch: 'e', cursor: cursor ?? 0, lastN: 0, acks, changes: [], more: false } }
}

function rebasePushes(
  body: unknown,
  account: { projects: ReadonlyMap<string, { row: { revision: number } }> } | undefined,
): unknown {
  return (body as Sent).pushes.map((push) => {
    const revision = account?.projects.get(push.projectId)?.row.revision
    if (revision === undefined || push.baseRevision === undefined || 'changes' in push) return push
    return { ...push, baseRevision: revision }
  })
}

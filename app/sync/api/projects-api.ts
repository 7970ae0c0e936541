import {
  type ListedProject,
  projectListSchema,
  type ServerProject,
  type SyncResponse,
  serverProjectSchema,
  syncGapSchema,
  syncResponseSchema,
} from '../protocol/projects.ts'
import { DEADLINE_MS, type HttpClient, type NoResponse, readOutcome } from './http-client.ts'
import type { Failure, Outcome, Refusal } from './outcome.ts'
import type { HttpResponse } from './transport.ts'

export type SyncOutcome =
  | { kind: 'ok'; value: SyncResponse }
  /** The numbers of this client do not follow what the server has, or its history is another one. */
  | { kind: 'gap'; lastMutationId: number; epoch: string }
  /** The request itself was rejected (too large, not readable): its pushes must be separated. */
  | { kind: 'refused'; code: string; message: string }
  | NoResponse
  | Failure

export interface ProjectsApi {
  sync(body: object, size: { bodyLength: number; isBulk: boolean }): Promise<SyncOutcome>
  /** The pushes of the next request, this very array: they are packed while one is on its way. */
  prepare(pushes: readonly object[]): void
  list(): Promise<{ kind: 'ok'; value: readonly ListedProject[] } | Failure>
  get(projectId: string): Promise<{ kind: 'ok'; value: ServerProject } | { kind: 'missing' } | Failure>
}

/** On a line this slow a large request still gets through before its deadline. */
const SLOWEST_CHARACTERS_PER_MS = 20

export function createProjectsApi(
  http: HttpClient,
  prepare: (pushes: readonly object[]) => void = () => undefined,
): ProjectsApi {
  return {
    prepare,
    async sync(body, { bodyLength, isBulk }) {
      const deadlineMs = DEADLINE_MS + bodyLength / SLOWEST_CHARACTERS_PER_MS
      const request = { method: 'POST', path: '/api/sync', body, isBulk, bodyLength } as const
      return readSyncOutcome(await http.request(request, { deadlineMs }))
    },
    async list() {
      const outcome = decided(await http.send({ method: 'GET', path: '/api/projects' }, projectListSchema))
      if (outcome.kind === 'ok') return { kind: 'ok', value: outcome.value.projects }
      return outcome.kind === 'missing' ? { kind: 'later' } : outcome
    },
    async get(projectId) {
      const request = { method: 'GET', path: `/api/projects/${projectId}` } as const
      return decided(await http.send(request, serverProjectSchema))
    },
  }
}

/** A rejection without another meaning decides nothing: the request is repeated later. */
const decided = <Value>(outcome: Outcome<Value>): Exclude<Outcome<Value>, Refusal> =>
  outcome.kind === 'refused' ? { kind: 'later' } : outcome

function readSyncOutcome(response: HttpResponse | NoResponse): SyncOutcome {
  if ('kind' in response) return response
  const { status, json } = response
  if (status === 409) {
    const gap = syncGapSchema.safeParse(json)
    if (gap.success) return { kind: 'gap', lastMutationId: gap.data.lastN, epoch: gap.data.epoch }
  }
  const outcome = readOutcome(response, (value) => syncResponseSchema.safeParse(value))
  // A proxy in front of the server has its own status for it.
  if (status === 413 && json !== undefined && outcome.kind === 'offline') return tooLarge
  switch (outcome.kind) {
    case 'missing':
      return { kind: 'later' }
    case 'refused':
      return REFUSED_UNREAD.has(status) ? outcome : { kind: 'later' }
    default:
      return outcome
  }
}

/** The request was rejected before it was read (S18). */
const REFUSED_UNREAD: ReadonlySet<number> = new Set([400, 413, 422])

const tooLarge: SyncOutcome = { kind: 'refused', code: 'too_large', message: 'It is too large to be sent.' }

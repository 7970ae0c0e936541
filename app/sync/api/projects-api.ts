import type { z } from 'zod'
import {
  errorSchema,
  type ListedProject,
  projectListSchema,
  type ServerProject,
  type SyncResponse,
  serverProjectSchema,
  syncGapSchema,
  syncResponseSchema,
} from '../protocol/projects.ts'
import type { Time } from '../time.ts'
import type { Failure } from './outcome.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

export type SyncOutcome =
  | { kind: 'answered'; answer: SyncResponse }
  /** The numbers of this client do not follow what the server has, or its history is another one. */
  | { kind: 'gap'; lastN: number; epoch: string }
  /** The request itself was refused (too large, not readable): what is in it must be told apart. */
  | { kind: 'refused'; code: string; message: string }
  | Failure

export interface Server {
  /** `hung`: the deadline passed, which a smaller request may avoid. */
  sync(body: object, size: { bodyLength: number; isBulk: boolean }): Promise<SyncOutcome & { hung?: boolean }>
  /** The pushes of the next request, this very array: they are packed while one is on its way. */
  prepare(pushes: readonly object[]): void
  list(): Promise<{ kind: 'ok'; projects: readonly ListedProject[] } | Failure>
  get(projectId: string): Promise<{ kind: 'ok'; project: ServerProject } | { kind: 'missing' } | Failure>
}

const DEADLINE_MS = 15_000
/** On a line this slow a large request still gets through before its deadline. */
const SLOWEST_CHARACTERS_PER_MS = 20

const timeoutAnswer = Symbol('the deadline passed')

/** Answers as outcomes. What is not JSON of the expected shape is no answer of our server (S23). */
export function createServer(transport: Transport, time: Time): Server {
  function ask(
    request: HttpRequest,
    deadlineMs = DEADLINE_MS,
  ): Promise<HttpResponse | undefined | typeof timeoutAnswer> {
    return new Promise((resolve) => {
      const call = transport(request)
      const forgetDeadline = time.schedule(deadlineMs, () => {
        call.cancel()
        resolve(timeoutAnswer)
      })
      const settle = (response: HttpResponse | undefined) => {
        forgetDeadline()
        resolve(response?.json === undefined ? undefined : response)
      }
      call.answer.then(settle, () => settle(undefined))
    })
  }

  async function get<Schema extends z.ZodType>(path: string, schema: Schema) {
    const asked = await ask({ method: 'GET', path })
    const response = asked === timeoutAnswer ? undefined : asked
    if (response?.status === 404 && errorSchema.safeParse(response.json).success) {
      return { kind: 'missing' } as const
    }
    if (response?.status !== 200) return planFailure(response)
    const parsed = schema.safeParse(response.json)
    return parsed.success ? ({ kind: 'ok', value: parsed.data } as const) : ({ kind: 'offline' } as const)
  }

  return {
    async sync(body, { bodyLength, isBulk }) {
      const deadlineMs = DEADLINE_MS + Math.round(bodyLength / SLOWEST_CHARACTERS_PER_MS)
      const response = await ask({ method: 'POST', path: '/api/sync', body, isBulk }, deadlineMs)
      return response === timeoutAnswer ? { kind: 'offline', hung: true } : readSyncResponse(response)
    },
    prepare: (pushes) => transport.prepare?.(pushes),
    async list() {
      const response = await get('/api/projects', projectListSchema)
      if (response.kind === 'ok') return { kind: 'ok', projects: response.value.projects }
      return response.kind === 'missing' ? { kind: 'later' } : response
    },
    async get(projectId) {
      const response = await get(`/api/projects/${projectId}`, serverProjectSchema)
      return response.kind === 'ok' ? { kind: 'ok', project: response.value } : response
    },
  }
}

function readSyncResponse(response: HttpResponse | undefined): SyncOutcome {
  switch (response?.status) {
    case 200: {
      const parsed = syncResponseSchema.safeParse(response.json)
      return parsed.success ? { kind: 'answered', answer: parsed.data } : { kind: 'offline' }
    }
    case 409: {
      const parsed = syncGapSchema.safeParse(response.json)
      return parsed.success ? { kind: 'gap', ...parsed.data } : { kind: 'later' }
    }
    case 400:
    case 413:
    case 422: {
      const said = errorSchema.safeParse(response.json)
      if (!said.success) return response.status === 413 ? tooLarge : { kind: 'later' }
      return { kind: 'refused', ...said.data.error }
    }
    default:
      return planFailure(response)
  }
}

/** A proxy in front of the server says it in its own words. */
const tooLarge: SyncOutcome = { kind: 'refused', code: 'too_large', message: 'It is too large to be sent.' }

function planFailure(response: HttpResponse | undefined): Failure {
  if (response === undefined) return { kind: 'offline' }
  if (response.status === 401 || response.status === 403) return { kind: 'signed-out' }
  if (response.status === 426) return { kind: 'outdated' }
  return response.retryAfterMs === undefined
    ? { kind: 'later' }
    : { kind: 'later', retryAfterMs: response.retryAfterMs }
}

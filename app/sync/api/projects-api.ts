import type { z } from 'zod'
import {
  errorSchema,
  type ListedProject,
  projectListSchema,
  type ServerProject,
  type SyncAnswer,
  serverProjectSchema,
  syncAnswerSchema,
  syncGapSchema,
} from '../protocol/projects.ts'
import type { Time } from '../time.ts'
import type { Stop } from './outcome.ts'
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts'

export type SyncOutcome =
  | { kind: 'answered'; answer: SyncAnswer }
  /** The numbers of this client do not follow what the server has, or its history is another one. */
  | { kind: 'gap'; lastN: number; epoch: string }
  /** The request itself was refused (too large, not readable): what is in it must be told apart. */
  | { kind: 'refused'; code: string; message: string }
  | Stop

export interface Server {
  /** `hung`: the deadline passed, which a smaller request may avoid. */
  sync(body: object, size: { bodyLength: number; isBulk: boolean }): Promise<SyncOutcome & { hung?: boolean }>
  /** The pushes of the next request, this very array: they are packed while one is on its way. */
  prepare(pushes: readonly object[]): void
  list(): Promise<{ kind: 'ok'; projects: readonly ListedProject[] } | Stop>
  get(projectId: string): Promise<{ kind: 'ok'; project: ServerProject } | { kind: 'missing' } | Stop>
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
  ): Promise<HttpAnswer | undefined | typeof timeoutAnswer> {
    return new Promise((resolve) => {
      const call = transport(request)
      const forgetDeadline = time.schedule(deadlineMs, () => {
        call.cancel()
        resolve(timeoutAnswer)
      })
      const settle = (answer: HttpAnswer | undefined) => {
        forgetDeadline()
        resolve(answer?.json === undefined ? undefined : answer)
      }
      call.answer.then(settle, () => settle(undefined))
    })
  }

  async function get<Schema extends z.ZodType>(path: string, schema: Schema) {
    const asked = await ask({ method: 'GET', path })
    const answer = asked === timeoutAnswer ? undefined : asked
    if (answer?.status === 404 && errorSchema.safeParse(answer.json).success) {
      return { kind: 'missing' } as const
    }
    if (answer?.status !== 200) return planStop(answer)
    const parsed = schema.safeParse(answer.json)
    return parsed.success ? ({ kind: 'ok', value: parsed.data } as const) : ({ kind: 'offline' } as const)
  }

  return {
    async sync(body, { bodyLength, isBulk }) {
      const deadlineMs = DEADLINE_MS + Math.round(bodyLength / SLOWEST_CHARACTERS_PER_MS)
      const answer = await ask({ method: 'POST', path: '/api/sync', body, isBulk }, deadlineMs)
      return answer === timeoutAnswer ? { kind: 'offline', hung: true } : readSyncAnswer(answer)
    },
    prepare: (pushes) => transport.prepare?.(pushes),
    async list() {
      const answer = await get('/api/projects', projectListSchema)
      if (answer.kind === 'ok') return { kind: 'ok', projects: answer.value.projects }
      return answer.kind === 'missing' ? { kind: 'later' } : answer
    },
    async get(projectId) {
      const answer = await get(`/api/projects/${projectId}`, serverProjectSchema)
      return answer.kind === 'ok' ? { kind: 'ok', project: answer.value } : answer
    },
  }
}

function readSyncAnswer(answer: HttpAnswer | undefined): SyncOutcome {
  switch (answer?.status) {
    case 200: {
      const parsed = syncAnswerSchema.safeParse(answer.json)
      return parsed.success ? { kind: 'answered', answer: parsed.data } : { kind: 'offline' }
    }
    case 409: {
      const parsed = syncGapSchema.safeParse(answer.json)
      return parsed.success ? { kind: 'gap', ...parsed.data } : { kind: 'later' }
    }
    case 400:
    case 413:
    case 422: {
      const said = errorSchema.safeParse(answer.json)
      if (!said.success) return answer.status === 413 ? tooLarge : { kind: 'later' }
      return { kind: 'refused', ...said.data.error }
    }
    default:
      return planStop(answer)
  }
}

/** A proxy in front of the server says it in its own words. */
const tooLarge: SyncOutcome = { kind: 'refused', code: 'too_large', message: 'It is too large to be sent.' }

function planStop(answer: HttpAnswer | undefined): Stop {
  if (answer === undefined) return { kind: 'offline' }
  if (answer.status === 401 || answer.status === 403) return { kind: 'signed-out' }
  if (answer.status === 426) return { kind: 'outdated' }
  return answer.retryAfterMs === undefined
    ? { kind: 'later' }
    : { kind: 'later', retryAfterMs: answer.retryAfterMs }
}

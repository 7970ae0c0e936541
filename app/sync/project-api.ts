import type { ProjectId } from '#app/document/ids.ts'
import type { ProjectData } from '#app/document/schema.ts'
import {
  acceptedSchema,
  conflictSchema,
  errorSchema,
  type ListedProject,
  projectListSchema,
  type ServerProject,
  serverProjectSchema,
} from './protocol.ts'
import type { Time } from './time.ts'
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts'

/** Why a round stops: nothing was decided about any project, and the queue is untouched. */
export type Stop =
  | { kind: 'offline' }
  | { kind: 'later'; retryAfterMs?: number }
  | { kind: 'signed-out' }
  | { kind: 'outdated' }

/** This one project was refused for what it is; the others go on. */
export type Refused = { kind: 'refused'; message: string }
export type Accepted = { kind: 'accepted'; revision: number }
/** `server` is absent when the account has no such project at all. */
export type Conflict = { kind: 'conflict'; server: ServerProject | undefined }

export interface ProjectApi {
  list(): Promise<{ kind: 'ok'; projects: readonly ListedProject[] } | Stop>
  get(id: ProjectId): Promise<{ kind: 'ok'; project: ServerProject } | { kind: 'missing' } | Stop>
  put(
    id: ProjectId,
    body: { name: string; data: ProjectData; baseRevision: number },
  ): Promise<Accepted | Conflict | Refused | Stop>
  delete(
    id: ProjectId,
    baseRevision: number | undefined,
  ): Promise<Accepted | { kind: 'missing' } | Conflict | Refused | Stop>
}

const DEADLINE_MS = 15_000

export function createProjectApi(transport: Transport, time: Time): ProjectApi {
  /** An answer, or `undefined` for whatever is not one: no network, no end in sight (F43), not our server (F42). */
  function ask(request: HttpRequest): Promise<HttpAnswer | undefined> {
    return new Promise((resolve) => {
      const call = transport(request)
      const forgetDeadline = time.schedule(DEADLINE_MS, () => {
        call.cancel()
        resolve(undefined)
      })
      const settle = (answer: HttpAnswer | undefined) => {
        forgetDeadline()
        resolve(answer?.json === undefined ? undefined : answer)
      }
      call.answer.then(settle, () => settle(undefined))
    })
  }

  return {
    async list() {
      const answer = await ask({ method: 'GET', path: '/api/projects?includeDeleted=1' })
      if (answer?.status !== 200) return planStop(answer)
      const parsed = projectListSchema.safeParse(answer.json)
      return parsed.success ? { kind: 'ok', projects: parsed.data.projects } : { kind: 'offline' }
    },
    async get(id) {
      const answer = await ask({ method: 'GET', path: `/api/projects/${id}` })
      if (answer?.status === 404) return { kind: 'missing' }
      if (answer?.status !== 200) return planStop(answer)
      const parsed = serverProjectSchema.safeParse(answer.json)
      return parsed.success ? { kind: 'ok', project: parsed.data } : { kind: 'offline' }
    },
    async put(id, body) {
      return readWrite(await ask({ method: 'PUT', path: `/api/projects/${id}`, body }))
    },
    async delete(id, baseRevision) {
      const body = baseRevision === undefined ? {} : { baseRevision }
      const answer = await ask({ method: 'DELETE', path: `/api/projects/${id}`, body })
      return answer?.status === 404 ? { kind: 'missing' } : readWrite(answer)
    },
  }
}

function readWrite(answer: HttpAnswer | undefined): Accepted | Conflict | Refused | Stop {
  switch (answer?.status) {
    case 200:
    case 201: {
      const parsed = acceptedSchema.safeParse(answer.json)
      return parsed.success ? { kind: 'accepted', revision: parsed.data.revision } : { kind: 'offline' }
    }
    case 409: {
      const parsed = conflictSchema.safeParse(answer.json)
      return parsed.success
        ? { kind: 'conflict', server: parsed.data.server ?? undefined }
        : { kind: 'later' }
    }
    case 413:
      return {
        kind: 'refused',
        message:
          'This project is too large to sync. It is safe on this device: export it, or split it into two projects.',
      }
    case 400:
    case 404:
    case 422: {
      const said = errorSchema.safeParse(answer.json)
      const reason = said.success ? ` (${said.data.error.message})` : ''
      return {
        kind: 'refused',
        message: `The server did not accept this project${reason}. It is safe on this device and is tried again after your next edit.`,
      }
    }
    default:
      return planStop(answer)
  }
}

function planStop(answer: HttpAnswer | undefined): Stop {
  if (answer === undefined) return { kind: 'offline' }
  if (answer.status === 401 || answer.status === 403) return { kind: 'signed-out' }
  if (answer.status === 426) return { kind: 'outdated' }
  return answer.retryAfterMs === undefined
    ? { kind: 'later' }
    : { kind: 'later', retryAfterMs: answer.retryAfterMs }
}

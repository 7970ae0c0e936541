import { z } from 'zod'
import type { ProjectId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { AccountVersion, AccountVersions, VersionsError } from '#app/editor/ports/history.ts'
import type { HttpRequest, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import { errorSchema } from '#app/sync/protocol/projects.ts'
import type { Time } from '#app/sync/time.ts'

const DEADLINE_MS = 15_000

const revision = z.int().min(1)
const moment = z.iso.datetime({ offset: true })
const listSchema = z.object({
  revisions: z.array(
    z.object({
      revision,
      name: z.string(),
      label: z.string().nullish(),
      createdAt: moment,
      deletedAt: moment.nullish(),
    }),
  ),
})
const versionSchema = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })
const restoredSchema = z.object({ revision })

export type AccountVersionsOptions = {
  projectId: ProjectId
  /** Absent: nobody is signed in. */
  transport: Transport | undefined
  time: Time
  /** Resolves after a round: what is on this device goes first, and what was restored comes here. */
  syncNow: () => Promise<void>
}

/** The account's versions of one project over /api/projects/:id/revisions. */
export function createAccountVersions(options: AccountVersionsOptions): AccountVersions {
  const { projectId, transport, time, syncNow } = options
  const path = `/api/projects/${projectId}/revisions`

  async function ask(request: HttpRequest): Promise<HttpResponse | VersionsError> {
    if (transport === undefined) return { kind: 'signed-out' }
    const response = await sendInTime(transport, time, request)
    return response === undefined ? { kind: 'offline' } : (findLoadError(response) ?? response)
  }

  return {
    async list() {
      const response = await ask({ method: 'GET', path })
      if ('kind' in response) return response
      const parsed = listSchema.safeParse(response.json)
      if (!parsed.success) return { kind: 'offline' }
      return {
        kind: 'ok',
        versions: parsed.data.revisions.map(toVersion),
      }
    },
    async read(number) {
      const response = await ask({ method: 'GET', path: `${path}/${number}` })
      if ('kind' in response) return response
      const parsed = versionSchema.safeParse(response.json)
      if (!parsed.success) return { kind: 'offline' }
      const { name, data } = parsed.data
      const version = parseProject({ ...data, id: projectId, name })
      return version.kind === 'ok' ? version : { kind: 'refused', message: newerMessage }
    },
    async restore(number) {
      // Edits that wait here belong to the version that is replaced, or its undo would not bring them back.
      await syncNow()
      const response = await ask({ method: 'POST', path: `${path}/${number}/restore` })
      if ('kind' in response) return response
      const parsed = restoredSchema.safeParse(response.json)
      if (!parsed.success) return { kind: 'offline' }
      await syncNow()
      return { kind: 'ok', replacedRevision: parsed.data.revision - 1 }
    },
  }
}

function toVersion(row: z.infer<typeof listSchema>['revisions'][number]): AccountVersion {
  return {
    revision: row.revision,
    atMs: Date.parse(row.createdAt),
    name: row.name,
    ...(row.label === null || row.label === undefined || row.label === '' ? {} : { label: row.label }),
    isDeletion: row.deletedAt !== undefined && row.deletedAt !== null,
  }
}

const newerMessage =
  'This version cannot be shown by this build of AppFrames. Reload the page to get the newest one and try again.'

function findLoadError({ status, json }: HttpResponse): VersionsError | undefined {
  if (status >= 200 && status < 300) return json === undefined ? { kind: 'offline' } : undefined
  if (status === 401 || status === 403) return { kind: 'signed-out' }
  const parsed = errorSchema.safeParse(json)
  // Whatever answered, it was not our server [F42].
  if (!parsed.success) return { kind: 'offline' }
  if (status === 404) return { kind: 'not-there' }
  return { kind: 'refused', message: parsed.data.error.message }
}

/** `undefined`: no network, or no end in sight [F43]. */
function sendInTime(
  transport: Transport,
  time: Time,
  request: HttpRequest,
): Promise<HttpResponse | undefined> {
  return new Promise((resolve) => {
    const call = transport(request)
    const forgetDeadline = time.schedule(DEADLINE_MS, () => {
      call.cancel()
      resolve(undefined)
    })
    const settle = (response: HttpResponse | undefined) => {
      forgetDeadline()
      resolve(response)
    }
    call.answer.then(settle, () => settle(undefined))
  })
}

import * as z from 'zod/mini'
import type { ProjectId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { AccountVersion, AccountVersions, VersionsError } from '#app/editor/ports/history.ts'
import type { HttpClient } from '#app/sync/api/http-client.ts'
import type { HttpRequest } from '#app/sync/api/transport.ts'
import { toVersionsError } from './to-versions-error.ts'

const revision = z.int().check(z.minimum(1))
const moment = z.iso.datetime({ offset: true })
const listSchema = z.object({
  revisions: z.array(
    z.object({
      revision,
      name: z.string(),
      label: z.nullish(z.string()),
      createdAt: moment,
      deletedAt: z.nullish(moment),
    }),
  ),
})
const versionSchema = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })
const restoredSchema = z.object({ revision })

export type AccountVersionsOptions = {
  projectId: ProjectId
  /** Absent: signed out. */
  http: Pick<HttpClient, 'send'> | undefined
  /** Resolves after a round: local edits are pushed first, and the restored version is pulled. */
  syncNow: () => Promise<void>
}

/** The account's versions of one project over /api/projects/:id/revisions. */
export function createAccountVersions(options: AccountVersionsOptions): AccountVersions {
  const { projectId, http, syncNow } = options
  const path = `/api/projects/${projectId}/revisions`

  async function send<Value>(
    request: HttpRequest,
    schema: z.ZodMiniType<Value>,
  ): Promise<{ kind: 'ok'; value: Value } | VersionsError> {
    return http === undefined ? { kind: 'signed-out' } : toVersionsError(await http.send(request, schema))
  }

  return {
    async list() {
      const response = await send({ method: 'GET', path }, listSchema)
      if (response.kind !== 'ok') return response
      return { kind: 'ok', versions: response.value.revisions.map(toVersion) }
    },
    async read(number) {
      const response = await send({ method: 'GET', path: `${path}/${number}` }, versionSchema)
      if (response.kind !== 'ok') return response
      const { name, data } = response.value
      const version = parseProject({ ...data, id: projectId, name })
      return version.kind === 'ok' ? version : { kind: 'refused', message: newerMessage }
    },
    async restore(number) {
      // Pending edits belong to the version that is replaced; otherwise its undo would not restore them.
      await syncNow()
      const response = await send({ method: 'POST', path: `${path}/${number}/restore` }, restoredSchema)
      if (response.kind !== 'ok') return response
      await syncNow()
      return { kind: 'ok', replacedRevision: response.value.revision - 1 }
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

import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { withBodyRoom } from '#app/server/http/body-room.server.ts'
import { requireJsonBody, requireMethod, requireProjectBody } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import {
  createProjectNotFound,
  createProjectWriteSchema,
  projectDeleteSchema,
  requireProjectId,
} from '#app/server/projects/project-input.server.ts'
import { toJsonProject, toJsonServerCopy } from '#app/server/projects/project-json.server.ts'
import {
  deleteProject,
  findProject,
  type ProjectConflict,
  putProject,
  type StoredProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { AccountId } from '#db/account-id.ts'
import type { Route } from './+types/project'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const project = await findProject(services, account.id, requireProjectId(params.id))
    if (!project) throw createProjectNotFound()
    const etag = nameContent(project)
    if (isKnown(request.headers.get('if-none-match'), etag)) {
      return new Response(null, {
        status: 304,
        headers: { etag, 'cache-control': 'private, no-cache', vary: 'Cookie' },
      })
    }
    return createJsonResponse(toJsonProject(project), { headers: { etag } })
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'PUT', 'DELETE', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    const id = requireProjectId(params.id)
    return request.method === 'PUT'
      ? handlePut(services, request, { accountId: account.id, id })
      : handleDelete(services, request, { accountId: account.id, id })
  })

async function handlePut(
  services: Services,
  request: Request,
  { accountId, id }: { accountId: AccountId; id: string },
): Promise<Response> {
  const schema = createProjectWriteSchema(services)
  const result = await withBodyRoom(services.database.sql, accountId, async (takeRoom) => {
    const body = await requireProjectBody(services, request, { schema, takeRoom })
    return putProject(services, accountId, { id, ...body })
  })
  if (result.kind === 'conflict') return respondConflict(result)
  if (result.kind === 'over-quota') return createErrorResponse('insufficient_storage', result.message)
  const { revision, updatedAt } = result.project
  return createJsonResponse(
    { id, revision, updatedAt: updatedAt.toISOString() },
    { status: result.isNew ? 201 : 200 },
  )
}

async function handleDelete(
  services: Services,
  request: Request,
  { accountId, id }: { accountId: AccountId; id: string },
): Promise<Response> {
  const body = await requireJsonBody(services, request, projectDeleteSchema)
  const result = await deleteProject(services, accountId, { id, baseRevision: body?.baseRevision })
  if (result.kind === 'not-found') return createProjectNotFound()
  if (result.kind === 'conflict') return respondConflict(result)
  return createJsonResponse({ id, revision: result.revision, deletedAt: result.deletedAt.toISOString() })
}

function respondConflict({ server }: ProjectConflict): Response {
  const message = server
    ? 'The project was changed elsewhere in the meantime; nothing was overwritten.'
    : 'The account has no such project to change; nothing was stored.'
  return createErrorResponse('conflict', message, {
    body: { server: server ? toJsonServerCopy(server) : null },
  })
}

/**
 * Every write raises the revision; after a restore of the server another content may have the same one, so the hash goes with
 * it. Weak, because compression changes the bytes.
 */
const nameContent = ({ revision, contentHash, deletedAt }: StoredProject) =>
  `W/"${[revision, contentHash.slice(0, 16), deletedAt ? 'deleted' : ''].filter(Boolean).join('-')}"`

const isKnown = (ifNoneMatch: string | null, etag: string) =>
  (ifNoneMatch ?? '').split(',').some((candidate) => {
    const tag = candidate.trim()
    return tag === '*' || tag === etag || `W/${tag}` === etag
  })

import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { createProjectNotFound, requireProjectId } from '#app/server/projects/project-input.server.ts'
import { toJsonRevision } from '#app/server/projects/project-json.server.ts'
import { findRevisions } from '#app/server/projects/projects.server.ts'
import type { Route } from './+types/project-revisions'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const revisions = await findRevisions(services, account.id, requireProjectId(params.id))
    if (!revisions) throw createProjectNotFound()
    return createJsonResponse({ revisions: revisions.map(toJsonRevision) })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

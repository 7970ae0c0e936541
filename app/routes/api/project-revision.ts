import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { requireProjectId } from '#app/server/projects/project-input.server.ts'
import { toJsonRevisionContent } from '#app/server/projects/project-json.server.ts'
import { findRevision } from '#app/server/projects/projects.server.ts'
import type { Route } from './+types/project-revision'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const id = requireProjectId(params.id)
    const number = Number(params.revision)
    const revision = Number.isSafeInteger(number)
      ? await findRevision(services, account.id, { id, revision: number })
      : undefined
    if (!revision) return createErrorResponse('not_found', 'There is no such version of the project.')
    return createJsonResponse({ id, ...toJsonRevisionContent(revision) })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

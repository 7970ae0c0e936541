import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { requireProjectId } from '#app/server/projects/project-input.server.ts'
import { restoreRevision } from '#app/server/projects/projects.server.ts'
import type { Route } from './+types/project-revision-restore'

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST')
    const account = await requireAccount(services, request)
    const id = requireProjectId(params.id)
    const number = Number(params.revision)
    const result = Number.isSafeInteger(number)
      ? await restoreRevision(services, account.id, { id, revision: number })
      : undefined
    if (result?.kind === 'over-quota') return createErrorResponse('insufficient_storage', result.message)
    if (result?.kind !== 'written') {
      return createErrorResponse('not_found', 'There is no such version of the project to go back to.')
    }
    const { revision, updatedAt } = result.project
    return createJsonResponse({ id, revision, updatedAt: updatedAt.toISOString() })
  })

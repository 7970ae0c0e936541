import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { toJsonSummary } from '#app/server/projects/project-json.server.ts'
import { listProjects } from '#app/server/projects/projects.server.ts'
import type { Route } from './+types/projects'

export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const includeDeleted = new URL(request.url).searchParams.get('includeDeleted') === '1'
    const { projects, cursor } = await listProjects(services, account.id, { includeDeleted })
    return createJsonResponse({ projects: projects.map(toJsonSummary), cursor })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { createProjectNotFound, requireProjectId } from '#app/server/projects/project-input.server.ts'
import { reviewCreateSchema } from '#app/server/reviews/review-input.server.ts'
import { createReviewUrl, toJsonReviews } from '#app/server/reviews/review-json.server.ts'
import { createReview, listReviews, type ReviewCreated } from '#app/server/reviews/review-links.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { Route } from './+types/project-reviews'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const found = await listReviews(services, account.id, requireProjectId(params.id))
    if (found === undefined) throw createProjectNotFound()
    return createJsonResponse(await toJsonReviews(services, found))
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    const projectId = requireProjectId(params.id)
    const input = await requireJsonBody(services, request, reviewCreateSchema)
    return respond(services, await createReview(services, account.id, { ...input, projectId }))
  })

function respond(services: Services, result: ReviewCreated): Response {
  switch (result.kind) {
    case 'created': {
      const { id, userId, expiresAt } = result.review
      services.reviewHub.announce(userId)
      const url = createReviewUrl(services, result.token)
      return createJsonResponse({ id, url, expiresAt: expiresAt.toISOString() }, { status: 201 })
    }
    case 'not-found':
      return createProjectNotFound()
    case 'too-many':
      return createErrorResponse(
        'conflict',
        `A project has at most ${result.max} review links that work at the same time. Revoke one that is no longer needed.`,
      )
    case 'unknown': {
      const what = result.field === 'locales' ? 'language' : 'size with screens'
      const message = `The project on the server has no ${what} “${result.value}”.`
      return createErrorResponse('invalid', message, { issues: [{ path: [result.field], message }] })
    }
  }
}

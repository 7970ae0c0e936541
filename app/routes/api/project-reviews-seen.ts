import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { createProjectNotFound, requireProjectId } from '#app/server/projects/project-input.server.ts'
import { reviewsSeenSchema } from '#app/server/reviews/review-input.server.ts'
import { findReviewedProject, markReviewsSeen } from '#app/server/reviews/review-links.server.ts'
import type { Route } from './+types/project-reviews-seen'

/** The owner has these comments on the screen: no device marks them as unread any more. */
export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST')
    const account = await requireAccount(services, request)
    const projectId = requireProjectId(params.id)
    const { comments } = await requireJsonBody(services, request, reviewsSeenSchema)
    if ((await findReviewedProject(services, account.id, projectId)) === undefined)
      throw createProjectNotFound()
    await markReviewsSeen(services, account.id, { projectId, commentIds: comments })
    services.reviewHub.announce(account.id)
    return createJsonResponse({ seen: true })
  })

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

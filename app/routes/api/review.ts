import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { createReviewNotFound, requireReviewId } from '#app/server/reviews/review-input.server.ts'
import { revokeReview } from '#app/server/reviews/review-links.server.ts'
import { removeUnneededPictures } from '#app/server/reviews/review-pictures.server.ts'
import type { Route } from './+types/review'

/** Revokes the link: from now on it is answered with 410. Its comments stay with the project. */
export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'DELETE')
    const account = await requireAccount(services, request)
    const review = await revokeReview(services, account.id, requireReviewId(params.id))
    if (review === undefined) throw createReviewNotFound()
    await removeUnneededPictures(services, review)
    services.reviewHub.announce(account.id)
    return createJsonResponse({ id: review.id, revokedAt: review.revokedAt?.toISOString() })
  })

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'DELETE')
    throw new Error('React Router sends DELETE to the action.')
  })

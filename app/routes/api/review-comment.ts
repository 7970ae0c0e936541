import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { resolveComment } from '#app/server/reviews/review-comments.server.ts'
import {
  createReviewNotFound,
  requireReviewId,
  reviewCommentChangeSchema,
} from '#app/server/reviews/review-input.server.ts'
import type { Route } from './+types/review-comment'

/** The owner resolves a comment, or opens it again. */
export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'PATCH')
    const account = await requireAccount(services, request)
    const name = { reviewId: requireReviewId(params.id), commentId: requireReviewId(params.commentId) }
    const { resolved } = await requireJsonBody(services, request, reviewCommentChangeSchema)
    const comment = await resolveComment(services, account.id, { ...name, isResolved: resolved })
    if (comment === undefined) throw createReviewNotFound()
    services.reviewHub.announce(account.id)
    return createJsonResponse({ id: comment.id, resolvedAt: comment.resolvedAt?.toISOString() ?? null })
  })

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'PATCH')
    throw new Error('React Router sends PATCH to the action.')
  })

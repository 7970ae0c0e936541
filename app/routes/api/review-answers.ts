import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { answerComment } from '#app/server/reviews/review-comments.server.ts'
import {
  createReviewNotFound,
  requireReviewId,
  reviewAnswerSchema,
} from '#app/server/reviews/review-input.server.ts'
import { toJsonAnswer } from '#app/server/reviews/review-json.server.ts'
import type { Route } from './+types/review-answers'

/** The owner's answer to a comment; reviewers see it under the comment, without the owner's name. */
export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST')
    const account = await requireAccount(services, request)
    const name = { reviewId: requireReviewId(params.id), commentId: requireReviewId(params.commentId) }
    const { text } = await requireJsonBody(services, request, reviewAnswerSchema)
    const result = await answerComment(services, account.id, { ...name, text })
    switch (result.kind) {
      case 'added':
        services.reviewHub.announce(account.id)
        return createJsonResponse(toJsonAnswer(result.answer), { status: 201 })
      case 'not-found':
        return createReviewNotFound()
      case 'too-many':
        return createErrorResponse('conflict', `A comment has at most ${result.max} answers.`)
    }
  })

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

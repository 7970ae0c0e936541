import type { z } from 'zod'
import {
  createErrorResponse,
  createInvalidResponse,
  createJsonResponse,
  handleApi,
} from '#app/server/http/api-errors.server.ts'
import { requireForm, requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import {
  type Admitted,
  admitReviewer,
  createNameCookie,
  takeComment,
  takePage,
} from '#app/server/reviews/review-access.server.ts'
import { addComment } from '#app/server/reviews/review-comments.server.ts'
import { type ReviewCommentInput, reviewCommentSchema } from '#app/server/reviews/review-input.server.ts'
import type { CommentRow } from '#app/server/reviews/review-links.server.ts'
import type { Route } from './+types/comments'
import {
  isForBrowser,
  respondDenied,
  respondLimited,
  respondLocked,
  respondReview,
} from './respond-review.tsx'
import { linkToSet } from './review-addresses.ts'

/** The address of a form that was sent: reloaded, it leads back to the page. */
export const loader = ({ request, params: { token } }: Route.LoaderArgs) =>
  handleApi(request, async () => new Response(null, { status: 303, headers: { location: `/r/${token}` } }))

type Visit = Pick<Route.ActionArgs, 'request' | 'context'> & { token: string }

/** A comment or a verdict, from a form or as JSON. */
export const action = ({ request, params: { token }, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST', 'GET', 'HEAD')
    const visit = { request, context, token }
    const services = context.get(servicesContext)
    const visitor = await admitReviewer(services, request, { token, take: takePage })
    if (visitor.kind === 'denied') return respondDenied(visit, visitor.code)
    if (visitor.kind === 'limited') return respondLimited(visit, visitor)
    if (visitor.kind === 'locked') return respondLocked(visit, { status: 401 })
    const isJson = request.headers.get('content-type')?.includes('json') === true
    if (isJson) {
      const input = await requireJsonBody(services, request, reviewCommentSchema)
      return comment(visit, visitor, { input, fields: undefined })
    }
    const fields = await requireForm(request)
    const parsed = reviewCommentSchema.safeParse(Object.fromEntries(fields))
    if (!parsed.success) return refuse(visit, visitor, { fields, invalid: parsed.error })
    return comment(visit, visitor, { input: parsed.data, fields })
  })

type Sent = { input: ReviewCommentInput; fields: FormData | undefined }

async function comment(visit: Visit, visitor: Admitted, { input, fields }: Sent): Promise<Response> {
  const { request, context, token } = visit
  const services = context.get(servicesContext)
  const waitSeconds = await takeComment(services, request, visitor.review.id)
  if (waitSeconds !== undefined) {
    const message = `Those were many comments in a short time. Wait ${waitSeconds} seconds and send this one again.`
    return refuse(visit, visitor, { fields, code: 'rate_limited', message, waitSeconds })
  }
  const result = await addComment(services, visitor, input)
  switch (result.kind) {
    case 'added':
      services.reviewHub.announce(visitor.review.userId)
      return respondAdded(visit, result.comment, {
        isJson: fields === undefined,
        cookie: createNameCookie(services, token, input.name),
      })
    case 'unknown':
      return refuse(visit, visitor, {
        fields,
        code: 'invalid',
        message: 'This review link shows no such screen; it may have been deleted. Load the page again.',
      })
    case 'too-many':
      return refuse(visit, visitor, {
        fields,
        code: 'conflict',
        message: `This link has ${result.max} comments, which is all that it takes. Ask its owner for a new one.`,
      })
  }
}

function respondAdded(
  { token }: Visit,
  { id, number, canvasSizeId, locale, createdAt }: CommentRow,
  { isJson, cookie }: { isJson: boolean; cookie: string },
): Response {
  const location = `${linkToSet({ token, canvasSizeId, locale })}#comment-${number}`
  const headers = { 'cache-control': 'private, no-store', 'set-cookie': cookie }
  if (isJson)
    return createJsonResponse({ id, number, createdAt: createdAt.toISOString() }, { status: 201, headers })
  return new Response(null, { status: 303, headers: { ...headers, location } })
}

type Refusal = { fields: FormData | undefined } & (
  | { invalid: z.core.$ZodError }
  | { code: 'invalid' | 'conflict' | 'rate_limited'; message: string; waitSeconds?: number }
)

/** The page with what was typed and the reason; for a program the reason alone. */
async function refuse(visit: Visit, visitor: Admitted, { fields, ...refusal }: Refusal): Promise<Response> {
  const response =
    'invalid' in refusal
      ? createInvalidResponse(refusal.invalid)
      : createErrorResponse(refusal.code, refusal.message, {
          headers: refusal.waitSeconds === undefined ? {} : { 'retry-after': String(refusal.waitSeconds) },
        })
  if (fields === undefined || !isForBrowser(visit.request)) return response
  const error =
    'invalid' in refusal
      ? `${refusal.invalid.issues[0]?.message ?? 'The form is not complete'}.`
      : refusal.message
  const retryAfter = response.headers.get('retry-after')
  const headers = retryAfter === null ? {} : { 'retry-after': retryAfter }
  return respondReview(visit, visitor, { status: response.status, error, headers, fields })
}

import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireForm, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { admitReviewer, takePage, tryPassword } from '#app/server/reviews/review-access.server.ts'
import type { Route } from './+types/route'
import { respondDenied, respondLimited, respondLocked, respondReview } from './respond-review.tsx'

/** The pictures, without an account and without scripts; with a password, its form first. */
export const loader = ({ request, params: { token }, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const visit = { request, context, token }
    const services = context.get(servicesContext)
    const visitor = await admitReviewer(services, request, { token, take: takePage })
    if (visitor.kind === 'denied') return respondDenied(visit, visitor.code)
    if (visitor.kind === 'limited') return respondLimited(visit, visitor)
    return visitor.kind === 'locked' ? respondLocked(visit, { status: 401 }) : respondReview(visit, visitor)
  })

/** The form of the password. */
export const action = ({ request, params: { token }, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST', 'GET', 'HEAD')
    const visit = { request, context, token }
    const services = context.get(servicesContext)
    const visitor = await admitReviewer(services, request, { token, take: takePage })
    if (visitor.kind === 'denied') return respondDenied(visit, visitor.code)
    if (visitor.kind === 'limited') return respondLimited(visit, visitor)
    const password = String((await requireForm(request)).get('password') ?? '')
    const tried = await tryPassword(services, request, { review: visitor.review, token, password })
    switch (tried.kind) {
      case 'right':
        return new Response(null, {
          status: 303,
          headers: {
            location: `/r/${token}`,
            'cache-control': 'private, no-store',
            'set-cookie': tried.cookie,
          },
        })
      case 'wrong':
        return respondLocked(visit, {
          status: 401,
          error: 'This is not the password. Ask the person who sent you the link.',
        })
      case 'limited':
        return respondLocked(visit, {
          status: 429,
          error: `Those were many tries. Wait ${tried.retryAfterSeconds} seconds before the next one.`,
          headers: { 'retry-after': String(tried.retryAfterSeconds) },
        })
    }
  })

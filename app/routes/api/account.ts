import { z } from 'zod'
import { deleteAccount } from '#app/server/account/account-deletion.server.ts'
import { requireAccount, requireSession } from '#app/server/auth/session.server.ts'
import { createDeletionCookies } from '#app/server/auth/sign-out-cookies.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/account'

const bodySchema = z.object({ password: z.string().optional() }).default({})

export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const { id, name, email } = await requireAccount(context.get(servicesContext), request)
    return createJsonResponse({ id, name, email })
  })

export const action = ({ request, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'GET', 'HEAD', 'DELETE')
    const session = await requireSession(services, request)
    const { password } = await requireJsonBody(services, request, bodySchema)
    const { kind } = await deleteAccount(services, request, { session, password })
    switch (kind) {
      case 'deleted': {
        const response = createJsonResponse({ deleted: true })
        for (const cookie of createDeletionCookies(services, request))
          response.headers.append('set-cookie', cookie)
        return response
      }
      case 'wrong-password':
        return createErrorResponse('forbidden', 'Send the password of the account to delete it.')
      case 'sign-in-again':
        return createErrorResponse(
          'forbidden',
          'Sign in once more, then delete the account within ten minutes.',
        )
      case 'too-many':
        return createErrorResponse('rate_limited', 'Too many attempts from here. Try again in a minute.', {
          headers: { 'retry-after': '60' },
        })
    }
  })

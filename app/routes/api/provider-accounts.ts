import { z } from 'zod'
import { isRecent } from '#app/server/auth/recent-sign-in.server.ts'
import { requireAccount, requireSession } from '#app/server/auth/session.server.ts'
import {
  disconnectProvider,
  listSignInMethods,
  type Provider,
} from '#app/server/auth/sign-in-methods.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/provider-accounts'

const providerSchema = z.enum(['google', 'credential'])

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const provider = requireProvider(params.provider)
    const found = (await listSignInMethods(services, account.id)).filter((way) => way.provider === provider)
    return createJsonResponse({
      provider,
      connected: found.length > 0,
      accounts: found.map(({ connectedAt }) => ({ connectedAt: connectedAt.toISOString() })),
    })
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'GET', 'HEAD', 'DELETE')
    const session = await requireSession(services, request)
    const provider = requireProvider(params.provider)
    if (!isRecent(session)) {
      return createErrorResponse('forbidden', 'Sign in once more, then disconnect within a day.')
    }
    const { kind } = await disconnectProvider(services, session.account.id, provider)
    if (kind === 'last-way-in') {
      return createErrorResponse('conflict', 'This is the only way into the account, so it stays.')
    }
    return createJsonResponse({ provider, connected: false, accounts: [] })
  })

function requireProvider(text: string): Provider {
  const parsed = providerSchema.safeParse(text)
  if (!parsed.success) throw createErrorResponse('not_found', 'There is no such way to sign in here.')
  return parsed.data
}

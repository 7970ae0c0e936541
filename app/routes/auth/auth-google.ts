import { redirect } from 'react-router'
import { z } from 'zod'
import type { OAuthIntent } from '#app/server/auth/google-cookies.server.ts'
import { isGoogleOffered, startGoogle } from '#app/server/auth/google-sign-in.server.ts'
import { isRecent } from '#app/server/auth/recent-sign-in.server.ts'
import { findSession } from '#app/server/auth/session.server.ts'
import { findSignInMethodRefusal } from '#app/server/auth/sign-in-methods.server.ts'
import { parseRedirectTo } from '#app/server/http/redirect-target.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { Route } from './+types/auth-google'

const formSchema = z.object({
  errand: z.enum(['sign-in', 'link', 'confirm']).catch('sign-in'),
  redirectTo: z.string().catch('/'),
})

/** An address that somebody typed or went back to. */
export const loader = () => redirect('/sign-in', 303)

export async function action({ request, context }: Route.ActionArgs) {
  const services = context.get(servicesContext)
  if (request.method !== 'POST' || !isGoogleOffered(services)) return redirect('/sign-in', 303)
  const { errand: intent, redirectTo } = formSchema.parse(Object.fromEntries(await requireForm(request)))
  const planned = await planOAuthIntent(services, request, {
    errand: intent,
    redirectTo: parseRedirectTo(redirectTo),
  })
  if (planned === undefined) return redirect('/account', 303)
  const { location, cookies } = await startGoogle(services, request, planned)
  return redirect(location, {
    status: 303,
    headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
  })
}

async function planOAuthIntent(
  services: Services,
  request: Request,
  { errand: intent, redirectTo }: { errand: OAuthIntent['kind']; redirectTo: string },
): Promise<OAuthIntent | undefined> {
  if (intent === 'sign-in') return { kind: intent, redirectTo }
  const session = await findSession(services, request)
  // Connecting adds a sign-in method: not with an old stolen cookie. The account page requires a confirmation first.
  if (session === undefined) return undefined
  if (intent === 'link' && (!isRecent(session) || findSignInMethodRefusal(services, session)))
    return undefined
  return { kind: intent, accountId: session.account.id, redirectTo }
}

import { data, redirect } from 'react-router'
import { canSendMail, verifyEmail } from '#app/server/auth/mail-links.server.ts'
import { findSession } from '#app/server/auth/session.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import type { Route } from './+types/verify-email'
import { AuthCard } from './auth-card.tsx'
import { answerOffline, OFFLINE_ACCOUNT_MESSAGE } from './auth-offline.ts'
import { AuthOutcome } from './auth-outcome.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Confirm your address · AppFrames' }]

// The address holds the link's secret: no cache keeps it.
export const headers: Route.HeadersFunction = () => ({ 'cache-control': 'no-store' })

export const loader = async ({ request }: Route.LoaderArgs) => {
  if (!canSendMail()) throw data(null, { status: 404 })
  const session = await findSession(request)
  const { pathname, search, searchParams } = new URL(request.url)
  if (session === undefined) {
    throw redirect(`/sign-in?redirectTo=${encodeURIComponent(pathname + search)}`, 303)
  }
  return { token: searchParams.get('token') ?? '', email: session.account.email }
}

/** A button, not the link itself: programs that look through mail follow links. */
export async function action({ request }: Route.ActionArgs) {
  if (!canSendMail()) throw data(null, { status: 404 })
  const session = await findSession(request)
  if (session === undefined) throw redirect('/sign-in', 303)
  const token = String((await requireForm(request)).get('token') ?? '')
  const result = await verifyEmail(request, { session, token })
  return data(result, { status: result.kind === 'verified' ? 200 : 400 })
}

export const clientLoader = ({ serverLoader }: Route.ClientLoaderArgs) =>
  answerOffline(serverLoader, () => ({ token: '', email: '' }))

export const clientAction = ({ serverAction }: Route.ClientActionArgs) =>
  answerOffline(serverAction, () => ({ kind: 'offline' as const }))

export default function VerifyEmailPage({ loaderData, actionData }: Route.ComponentProps) {
  const { token, email } = loaderData
  switch (actionData?.kind) {
    case 'verified':
      return (
        <AuthOutcome
          title="Your address is confirmed"
          tone="calm"
          message={`${email} is yours. You can ask for a new password there, and Google with this address signs in to this account.`}
          alternative={{ label: 'To your projects', to: '/' }}
        />
      )
    case 'another-account':
      return (
        <AuthOutcome
          title="This link is for another account"
          message={`You are signed in as ${email}. Sign in to the account that the mail was sent to, then follow the link again.`}
          alternative={{ label: 'Sign out', to: '/sign-out' }}
        />
      )
    case 'dead-link':
      return (
        <AuthOutcome
          title="This link does not work any more"
          message="It is more than a day old, or it was cut off on its way. You can have a new mail sent from your account page."
          alternative={{ label: 'To your account', to: '/account' }}
        />
      )
    default:
      return (
        <AuthCard
          title="Confirm your address"
          lead={`Is ${email} your address?`}
          error={actionData?.kind === 'offline' ? OFFLINE_ACCOUNT_MESSAGE : undefined}
          fields={[]}
          hidden={{ token }}
          submitLabel="Yes, confirm it"
          alternative={{ question: 'Not now?', label: 'Back to your projects', to: '/' }}
        />
      )
  }
}

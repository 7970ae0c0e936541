import { data, redirectDocument } from 'react-router'
import {
  canSendMail,
  confirmWithPassword,
  readLinkEmail,
  verifyEmail,
} from '#app/server/auth/mail-links.server.ts'
import { findSession } from '#app/server/auth/session.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { Route } from './+types/verify-email'
import { AuthCard } from './auth-card.tsx'
import { OFFLINE_ACCOUNT_MESSAGE, respondOffline } from './auth-offline.ts'
import { AuthOutcome } from './auth-outcome.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Confirm your address · AppFrames' }]

// The address holds the link's secret: no cache keeps it.
export const headers: Route.HeadersFunction = () => ({ 'cache-control': 'no-store' })

export const loader = async ({ request, context }: Route.LoaderArgs) => {
  const services = context.get(servicesContext)
  if (!canSendMail(services)) throw data(null, { status: 404 })
  const session = await findSession(services, request)
  const { searchParams } = new URL(request.url)
  const token = searchParams.get('token') ?? ''
  if (session !== undefined) return { token, email: session.account.email, isSignedIn: true }
  const email = readLinkEmail(token) ?? ''
  return { token, email, isSignedIn: false }
}

/** A button, not the link itself: mail scanners follow links. */
export async function action({ request, context }: Route.ActionArgs) {
  const services = context.get(servicesContext)
  if (!canSendMail(services)) throw data(null, { status: 404 })
  const session = await findSession(services, request)
  const form = await requireForm(request)
  const token = String(form.get('token') ?? '')
  if (session === undefined)
    return confirm(services, request, { token, password: String(form.get('password') ?? '') })
  const result = await verifyEmail(services, request, { session, token })
  return data(result, { status: result.kind === 'verified' ? 200 : 400 })
}

async function confirm(services: Services, request: Request, link: { token: string; password: string }) {
  const result = await confirmWithPassword(services, request, link)
  if (result.kind !== 'signed-in') {
    // A form may be sent to the bare address: what it carries is what the next try needs.
    const carried = { token: link.token, email: readLinkEmail(link.token) ?? '' }
    return data({ ...result, ...carried }, { status: STATUS[result.kind] })
  }
  // A whole new document: the browser must open the account's own database.
  throw redirectDocument('/', {
    status: 303,
    headers: result.cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
  })
}

const STATUS = { 'wrong-password': 401, 'too-many': 429, 'dead-link': 400 } as const

export const clientLoader = ({ serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => ({ token: '', email: '', isSignedIn: true }))

export const clientAction = ({ serverAction }: Route.ClientActionArgs) =>
  respondOffline(serverAction, () => ({ kind: 'offline' as const }))

export default function VerifyEmailPage({ loaderData, actionData }: Route.ComponentProps) {
  const { isSignedIn } = loaderData
  const carried = actionData && 'token' in actionData ? actionData : loaderData
  const { token, email } = carried
  switch (!isSignedIn && email === '' ? 'dead-link' : actionData?.kind) {
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
          message="It is more than a day old, or it was cut off on its way. A new password, for which you get another mail, confirms your address too."
          alternative={
            isSignedIn
              ? { label: 'To your account', to: '/account' }
              : { label: 'Choose a new password', to: '/forgot-password' }
          }
        />
      )
    default:
      if (!isSignedIn) return <ConfirmWithPassword token={token} email={email} result={actionData?.kind} />
      return (
        <AuthCard
          title="Confirm your address"
          intro={`Is ${email} your address?`}
          error={actionData?.kind === 'offline' ? OFFLINE_ACCOUNT_MESSAGE : undefined}
          fields={[]}
          hidden={{ token }}
          submitLabel="Yes, confirm it"
          alternative={{ question: 'Not now?', label: 'Back to your projects', to: '/' }}
        />
      )
  }
}

type ConfirmProps = {
  token: string
  email: string
  result: string | undefined
}

const WORDS = {
  'wrong-password':
    'This is not the password that was chosen for this account. If you did not create it, choose a password of your own: "Forgot your password?".',
  'too-many': 'There were too many attempts from here. Try again in a minute.',
  offline: OFFLINE_ACCOUNT_MESSAGE,
} as const

const isKnownResult = (result: string): result is keyof typeof WORDS => Object.hasOwn(WORDS, result)

/** For a visitor who has just signed up: the link proves the address, the password proves the account. */
function ConfirmWithPassword({ token, email, result }: ConfirmProps) {
  return (
    <AuthCard
      title="Open your account"
      intro={`Give the password that you chose for ${email}.`}
      error={result !== undefined && isKnownResult(result) ? WORDS[result] : undefined}
      fields={[{ name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' }]}
      hidden={{ token }}
      submitLabel="Open the account"
      aside={{ label: 'Forgot your password?', to: '/forgot-password' }}
      alternative={{ question: 'No account of yours?', label: 'To your projects', to: '/' }}
    />
  )
}

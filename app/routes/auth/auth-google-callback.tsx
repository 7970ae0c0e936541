import { data, redirect } from 'react-router'
import { finishGoogle, type GoogleRefusal, isGoogleOffered } from '#app/server/auth/google-sign-in.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/auth-google-callback'
import { AuthOutcome } from './auth-outcome.tsx'
import { GoogleButton } from './google-button.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Sign in with Google · AppFrames' }]

export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function loader({ request, context }: Route.LoaderArgs) {
  const services = context.get(servicesContext)
  if (!isGoogleOffered(services)) throw redirect('/sign-in', 303)
  const result = await finishGoogle(services, request)
  const headers = result.cookies.map((cookie): [string, string] => ['set-cookie', cookie])
  if (result.kind === 'done') throw redirect(result.redirectTo, { status: 303, headers })
  const { reason, errand: intent } = result
  const response = { reason, errand: intent?.kind ?? 'sign-in', redirectTo: intent?.redirectTo ?? '/' }
  return data(response, { status: STATUS[reason], headers: [...headers, ['cache-control', 'no-store']] })
}

const STATUS: Record<GoogleRefusal, number> = {
  declined: 403,
  'not-begun-here': 400,
  unreachable: 502,
  'not-believed': 401,
  'unverified-email': 403,
  'has-password-account': 409,
  'linked-elsewhere': 409,
  'another-person': 403,
  'signed-out-meanwhile': 401,
  'not-recent': 403,
  'too-many': 429,
}

const TITLES = {
  'sign-in': 'You are not signed in',
  link: 'Google was not connected',
  confirm: 'You could not be recognised',
} as const

/** What happened, what it means, what to do. */
const WORDS: Record<GoogleRefusal, string> = {
  declined: 'Google was not allowed to tell AppFrames who you are, so nothing has changed.',
  'not-begun-here':
    'This answer from Google was used before, is too old, or belongs to another browser. Start once more.',
  unreachable: 'Google could not be reached, so nothing has changed. Try again in a moment.',
  'not-believed':
    'Google’s answer could not be verified, so nobody was signed in. Start once more; if it happens again, the clock of this server may be wrong.',
  'unverified-email':
    'Google has not verified the e-mail address of this Google account. Verify it at Google first, or use e-mail and password.',
  'has-password-account':
    'There is already an AppFrames account with this e-mail address. Sign in with your password, then connect Google on your account page; if you do not know the password, choose a new one first.',
  'linked-elsewhere':
    'This Google account is connected to another AppFrames account. Disconnect it there first, or choose another Google account.',
  'another-person':
    'This is another Google account than the one your AppFrames account is connected to. Choose that one.',
  'signed-out-meanwhile':
    'You were signed out in the meantime, so nothing has changed. Sign in and try again.',
  'not-recent':
    'Your sign-in here is more than a day old, or your e-mail address is not confirmed yet, so Google was not connected. Open your account page: it says what to do.',
  'too-many': 'There were too many attempts from here. Try again in a minute.',
}

export default function GoogleCallbackPage({ loaderData }: Route.ComponentProps) {
  const { reason, errand: intent, redirectTo } = loaderData
  const isSigningIn = intent === 'sign-in'
  return (
    <AuthOutcome
      title={TITLES[intent]}
      message={WORDS[reason]}
      action={
        reason === 'has-password-account' ? undefined : (
          <GoogleButton errand={intent} redirectTo={redirectTo} label="Try Google again" />
        )
      }
      alternative={
        isSigningIn
          ? { label: 'Sign in with e-mail and password', to: '/sign-in' }
          : { label: 'Back to your account', to: '/account' }
      }
    />
  )
}

import { data } from 'react-router'
import { canSendMail, resetPassword } from '#app/server/auth/mail-links.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/reset-password'
import { AuthCard } from './auth-card.tsx'
import { OFFLINE_ACCOUNT_MESSAGE, respondOffline } from './auth-offline.ts'
import { AuthOutcome } from './auth-outcome.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Choose a new password · AppFrames' }]

// The address holds the link's secret: no cache keeps it.
export const headers: Route.HeadersFunction = () => ({ 'cache-control': 'no-store' })

export const loader = ({ request, context }: Route.LoaderArgs) => {
  if (!canSendMail(context.get(servicesContext))) throw data(null, { status: 404 })
  return { token: new URL(request.url).searchParams.get('token') ?? '' }
}

export async function action({ request, context }: Route.ActionArgs) {
  const services = context.get(servicesContext)
  if (!canSendMail(services)) throw data(null, { status: 404 })
  const form = await requireForm(request)
  const result = await resetPassword(services, request, form)
  // A form may be sent to the bare address: what it carries is what the next try needs.
  const token = String(form.get('token') ?? '')
  return data({ ...result, token }, { status: result.kind === 'reset' ? 200 : 400 })
}

export const clientLoader = ({ request, serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => ({ token: new URL(request.url).searchParams.get('token') ?? '' }))

export const clientAction = ({ serverAction }: Route.ClientActionArgs) =>
  respondOffline(serverAction, () => ({
    kind: 'invalid' as const,
    message: OFFLINE_ACCOUNT_MESSAGE,
    token: '',
  }))

type Others = { google: boolean; passkeys: number }

const hasOthers = ({ google, passkeys }: Others) => google || passkeys > 0

/** Someone who had the account before may have added a sign-in method. */
function describeOthers(others: Others): string {
  if (!hasOthers(others)) return ''
  const { google, passkeys } = others
  const named = [
    ...(google ? ['a Google account'] : []),
    ...(passkeys > 0 ? [passkeys === 1 ? 'a passkey' : `${passkeys} passkeys`] : []),
  ].join(' and ')
  return ` This account can also be entered with ${named}: are they all yours? Sign in, and remove on your account page what is not.`
}

export default function ResetPasswordPage({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData?.kind === 'reset') {
    return (
      <AuthOutcome
        title="Your password is changed"
        tone="calm"
        message={`All devices are signed out. Sign in with the new password; what is on your devices is still there.${describeOthers(actionData.others)}`}
        alternative={{
          label: 'Sign in',
          to: hasOthers(actionData.others) ? '/sign-in?redirectTo=/account' : '/sign-in',
        }}
      />
    )
  }
  const token = actionData?.token || loaderData.token
  if (actionData?.kind === 'dead-link' || token === '') {
    return (
      <AuthOutcome
        title="This link does not work any more"
        message="It was used already, or it is more than an hour old. Your password has not changed."
        alternative={{ label: 'Ask for a new link', to: '/forgot-password' }}
      />
    )
  }
  return (
    <AuthCard
      title="Choose a new password"
      intro="Afterwards all your devices are signed out."
      fields={[
        {
          name: 'newPassword',
          label: 'New password',
          type: 'password',
          autoComplete: 'new-password',
          minLength: 8,
          maxLength: 128,
          hint: 'At least 8 characters',
          error: actionData?.message,
        },
      ]}
      hidden={{ token }}
      submitLabel="Change password"
      alternative={{ question: 'Remember it again?', label: 'Sign in', to: '/sign-in' }}
    />
  )
}

import { data } from 'react-router'
import { canSendMail, requestPasswordReset } from '#app/server/auth/mail-links.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/forgot-password'
import { AuthCard } from './auth-card.tsx'
import { OFFLINE_ACCOUNT_MESSAGE, respondOffline } from './auth-offline.ts'
import { AuthOutcome } from './auth-outcome.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Forgot your password? · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

/** Without a mail server there is no such page. */
export const loader = ({ context }: Route.LoaderArgs) => {
  if (!canSendMail(context.get(servicesContext))) throw data(null, { status: 404 })
  return { isOffline: false }
}

export async function action({ request, context }: Route.ActionArgs) {
  const services = context.get(servicesContext)
  if (!canSendMail(services)) throw data(null, { status: 404 })
  const result = await requestPasswordReset(services, request, await requireForm(request))
  switch (result.kind) {
    case 'taken':
      return data({ sentTo: result.email, email: result.email, error: undefined })
    case 'invalid':
      return data({ sentTo: undefined, email: result.email, error: result.message }, { status: 400 })
    case 'too-many': {
      const { retryAfterSeconds, email } = result
      const error = `Too many attempts from here. Try again in ${retryAfterSeconds} seconds.`
      const headers = { 'retry-after': String(retryAfterSeconds) }
      return data({ sentTo: undefined, email, error }, { status: 429, headers })
    }
  }
}

export const clientLoader = ({ serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => ({ isOffline: true }))

export const clientAction = async ({ request, serverAction }: Route.ClientActionArgs) => {
  const email = String((await request.clone().formData()).get('email') ?? '')
  return respondOffline(serverAction, () => ({ sentTo: undefined, email, error: OFFLINE_ACCOUNT_MESSAGE }))
}

export default function ForgotPasswordPage({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData?.sentTo !== undefined) {
    return (
      <AuthOutcome
        title="Look into your mail"
        tone="calm"
        message={`If there is an account for ${actionData.sentTo}, a link to choose a new password is on its way there. It works for one hour.`}
        alternative={{ label: 'Back to sign in', to: '/sign-in' }}
      />
    )
  }
  return (
    <AuthCard
      title="Forgot your password?"
      intro="We send you a link to choose a new one."
      error={loaderData.isOffline ? OFFLINE_ACCOUNT_MESSAGE : undefined}
      fields={[
        {
          name: 'email',
          label: 'E-mail',
          type: 'email',
          autoComplete: 'username',
          defaultValue: actionData?.email ?? '',
          error: actionData?.error,
        },
      ]}
      submitLabel="Send the link"
      alternative={{ question: 'Remember it again?', label: 'Sign in', to: '/sign-in' }}
    />
  )
}

import { signUp } from '#app/server/auth/auth-forms.server.ts'
import { type AuthFormState, handleAuthForm, loadAuthPage } from '#app/server/auth/auth-page.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/sign-up'
import { AuthCard } from './auth-card.tsx'
import { linkTo, OFFLINE_MESSAGE, planOfflinePage, respondOffline } from './auth-offline.ts'
import { AuthOutcome } from './auth-outcome.tsx'
import { GoogleButton } from './google-button.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Create an account · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

export const loader = ({ request, context }: Route.LoaderArgs) =>
  loadAuthPage(context.get(servicesContext), request)

export const action = ({ request, context }: Route.ActionArgs) =>
  handleAuthForm(context.get(servicesContext), request, signUp)

export const clientLoader = ({ request, serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => planOfflinePage(request))

export const clientAction = async ({ request, serverAction }: Route.ClientActionArgs) => {
  const form = await request.clone().formData()
  return respondOffline(
    serverAction,
    (): AuthFormState => ({
      errors: { form: OFFLINE_MESSAGE, fields: {} },
      values: { name: String(form.get('name') ?? ''), email: String(form.get('email') ?? '') },
    }),
  )
}

export default function SignUpPage({ loaderData, actionData }: Route.ComponentProps) {
  const { errors, values } = actionData ?? {}
  const { redirectTo, offers } = loaderData
  if (actionData?.mailedTo !== undefined) {
    return (
      <AuthOutcome
        title="Look into your mail"
        tone="calm"
        message={`A mail is on its way to ${actionData.mailedTo}. Follow the link in it within a day: that opens your account. What you have made on this device stays here and comes with you.`}
        alternative={{ label: 'Sign in', to: linkTo('/sign-in', redirectTo) }}
      />
    )
  }
  return (
    <AuthCard
      title="Create an account"
      intro="What you have made on this device so far comes with you."
      error={errors?.form ?? (loaderData.isOffline ? OFFLINE_MESSAGE : undefined)}
      before={offers.google && <GoogleButton redirectTo={redirectTo} />}
      fields={[
        {
          name: 'name',
          label: 'Name',
          type: 'text',
          autoComplete: 'name',
          maxLength: 100,
          defaultValue: values?.name ?? '',
          error: errors?.fields.name,
        },
        {
          name: 'email',
          label: 'E-mail',
          type: 'email',
          autoComplete: 'username',
          defaultValue: values?.email ?? '',
          error: errors?.fields.email,
        },
        {
          name: 'password',
          label: 'Password',
          type: 'password',
          autoComplete: 'new-password',
          minLength: 8,
          maxLength: 128,
          hint: 'At least 8 characters',
          error: errors?.fields.password,
        },
      ]}
      hidden={{ redirectTo: redirectTo }}
      submitLabel="Create account"
      alternative={{
        question: 'Have an account already?',
        label: 'Sign in',
        to: linkTo('/sign-in', redirectTo),
      }}
    />
  )
}

import { type PasskeyResult, signInWithPasskey } from '#app/client/account/passkeys.ts'
import { signIn } from '#app/server/auth/auth-forms.server.ts'
import { type AuthFormState, handleAuthForm, loadAuthPage } from '#app/server/auth/auth-page.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/sign-in'
import { AuthCard } from './auth-card.tsx'
import { linkTo, OFFLINE_MESSAGE, planOfflinePage, respondOffline } from './auth-offline.ts'
import { GoogleButton } from './google-button.tsx'
import { PasskeyButton } from './passkey-button.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Sign in · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

export const loader = ({ request, context }: Route.LoaderArgs) =>
  loadAuthPage(context.get(servicesContext), request)

export const action = ({ request, context }: Route.ActionArgs) =>
  handleAuthForm(context.get(servicesContext), request, signIn)

export const clientLoader = ({ request, serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => planOfflinePage(request))

export const clientAction = async ({ request, serverAction }: Route.ClientActionArgs) => {
  const form = await request.clone().formData()
  return respondOffline(
    serverAction,
    (): AuthFormState => ({
      errors: { form: OFFLINE_MESSAGE, fields: {} },
      values: { name: '', email: String(form.get('email') ?? '') },
    }),
  )
}

/** A whole new document: the browser must open the account's own database. */
async function enterWithPasskey(redirectTo: string): Promise<PasskeyResult> {
  const result = await signInWithPasskey()
  if (result.kind === 'done') location.assign(redirectTo)
  return result
}

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const { errors, values } = actionData ?? {}
  const { redirectTo, offers } = loaderData
  return (
    <AuthCard
      title="Sign in"
      intro="Your projects follow you to every device you sign in on."
      error={errors?.form ?? (loaderData.isOffline ? OFFLINE_MESSAGE : undefined)}
      before={
        <>
          {offers.google && <GoogleButton redirectTo={redirectTo} />}
          {<PasskeyButton onSignIn={() => enterWithPasskey(redirectTo)} />}
        </>
      }
      fields={[
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
          autoComplete: 'current-password',
          error: errors?.fields.password,
        },
      ]}
      hidden={{ redirectTo: redirectTo }}
      submitLabel="Sign in"
      aside={offers.passwordReset ? { label: 'Forgot your password?', to: '/forgot-password' } : undefined}
      alternative={{
        question: 'New here?',
        label: 'Create an account',
        to: linkTo('/sign-up', redirectTo),
      }}
    />
  )
}

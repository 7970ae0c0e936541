import { signOut } from '#app/server/auth/auth-forms.server.ts'
import { type AuthFormState, handleAuthForm } from '#app/server/auth/auth-page.server.ts'
import { findAccount } from '#app/server/auth/session.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/sign-out'
import { AuthCard } from './auth-card.tsx'
import { respondOffline } from './auth-offline.ts'

const OFFLINE_SIGN_OUT =
  'You are offline, or the server cannot be reached. You are still signed in; sign out when you are back online.'

export const meta: Route.MetaFunction = () => [{ title: 'Sign out · AppFrames' }]

export const loader = async ({ request, context }: Route.LoaderArgs) => {
  const account = await findAccount(context.get(servicesContext), request)
  return { email: account?.email, isOffline: false }
}

export const action = ({ request, context }: Route.ActionArgs) =>
  handleAuthForm(context.get(servicesContext), request, signOut)

export const clientLoader = ({ serverLoader }: Route.ClientLoaderArgs) =>
  respondOffline(serverLoader, () => ({ email: undefined, isOffline: true }))

export const clientAction = ({ serverAction }: Route.ClientActionArgs) =>
  respondOffline(
    serverAction,
    (): AuthFormState => ({
      errors: { form: OFFLINE_SIGN_OUT, fields: {} },
      values: { name: '', email: '' },
    }),
  )

export default function SignOutPage({ loaderData, actionData }: Route.ComponentProps) {
  const { email, isOffline } = loaderData
  return (
    <AuthCard
      title="Sign out"
      intro={
        email === undefined
          ? 'Projects stay on this device and open again when you sign in.'
          : `You are signed in as ${email}. Your projects stay on this device and open again when you sign in.`
      }
      error={actionData?.errors.form ?? (isOffline ? OFFLINE_SIGN_OUT : undefined)}
      fields={[]}
      submitLabel="Sign out"
      alternative={{ question: 'Changed your mind?', label: 'Back to your projects', to: '/' }}
    />
  )
}

import type { ShouldRevalidateFunctionArgs } from 'react-router'
import { canUsePasskeys, createPasskey } from '#app/client/account/passkeys.ts'
import { getClient } from '#app/client/get-client.ts'
import { findClientSoon, useClient } from '#app/client/use-client.ts'
import { handleAccountForm, loadAccountPage } from '#app/server/account/account-page.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { OFFLINE_ACCOUNT_MESSAGE, respondOffline } from '../auth/auth-offline.ts'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import type { Route } from './+types/route'
import { AccountPage } from './account-page.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Your account · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => {
  const headers = actionHeaders ?? new Headers()
  // The page names devices and addresses: no cache of this browser shows it to the next person.
  headers.set('cache-control', 'no-store')
  return headers
}

export const loader = async ({ request, context }: Route.LoaderArgs) => ({
  server: await loadAccountPage(context.get(servicesContext), request),
})

export const action = ({ request, context }: Route.ActionArgs) =>
  handleAccountForm(context.get(servicesContext), request)

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  const { server } = await respondOffline(serverLoader, () => ({ server: undefined }))
  const client = await findClientSoon(getClient(server))
  return { server, client }
}
clientLoader.hydrate = true as const

export const clientAction = async ({ request, serverAction }: Route.ClientActionArgs) => {
  const intent = String((await request.clone().formData()).get('intent'))
  return respondOffline(serverAction, () => ({
    intent,
    kind: 'refused' as const,
    message: OFFLINE_ACCOUNT_MESSAGE,
    isOffline: true,
  }))
}

/** Without the server there is nothing newer to read: the page stays as it is, with what was typed in it. */
export const shouldRevalidate = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  defaultShouldRevalidate && actionResult?.isOffline !== true

export default function AccountRoute({ loaderData, actionData }: Route.ComponentProps) {
  const { server } = loaderData
  const isLoadedHere = 'client' in loaderData
  const client = useClient(isLoadedHere ? loaderData.client : undefined, isLoadedHere)
  return (
    <AccountPage
      data={server}
      response={actionData ?? server?.response}
      menu={{
        account: server?.account ?? client?.account,
        device: client,
      }}
      status={client && <SyncChip client={client} store={client.syncStatus} />}
      notice={<AppNotices />}
      onAddPasskey={isLoadedHere && canUsePasskeys() ? createPasskey : undefined}
    />
  )
}

import type { Client } from '#app/client/create-client.ts'
import { getClient } from '#app/client/get-client.ts'
import { readServerRender } from '#app/client/server-data.ts'
import { findClientSoon, useClient } from '#app/client/use-client.ts'
import { MediaLibraryProvider } from '#app/media-library/media-library-provider.tsx'
import { findAccount } from '#app/server/auth/session.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import { toIdentity } from '../projects/data.server.ts'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import type { Route } from './+types/route'
import { MediaPage } from './media-page.tsx'
import { MediaWithoutScripts } from './media-without-scripts.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Media · AppFrames' }]

export async function loader({ request, context }: Route.LoaderArgs) {
  const services = context.get(servicesContext)
  return toIdentity(services, request, await findAccount(services, request))
}

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  const server = await readServerRender(serverLoader)
  return { client: await findClientSoon(getClient(server)) }
}
clientLoader.hydrate = true as const

/** The page follows its stores. */
export const shouldRevalidate = () => false

export default function MediaRoute({ loaderData }: Route.ComponentProps) {
  const isLoadedHere = 'client' in loaderData
  const client = useClient(isLoadedHere ? loaderData.client : undefined, isLoadedHere)
  if (client === undefined) return isLoadedHere ? <PageSkeleton /> : <MediaWithoutScripts />
  return <OpenedMedia client={client} />
}

function OpenedMedia({ client }: { client: Client }) {
  return (
    <MediaLibraryProvider library={client.mediaLibrary} syncConfig={client.mediaSyncConfig}>
      <MediaPage
        account={client.account}
        status={<SyncChip client={client} store={client.syncStatus} />}
        device={client}
        notice={<AppNotices />}
      />
    </MediaLibraryProvider>
  )
}

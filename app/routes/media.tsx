import type { Client } from '#app/client/client.ts'
import { readServerRender } from '#app/client/first-load.ts'
import { getClient } from '#app/client/get-client.ts'
import { findClientSoon, useClient } from '#app/client/use-store.ts'
import { MediaLibraryProvider } from '#app/media/library/media-library-provider.tsx'
import { MediaPage } from '#app/media/library/media-page.tsx'
import { findAccount } from '#app/server/session.server.ts'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import type { Route } from './+types/media'
import { AppNotices } from './app-notices.tsx'
import { MediaWithoutScripts } from './media-without-scripts.tsx'
import { toIdentity } from './projects-list-data.server.ts'
import { SyncChip } from './sync-chip.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Media · AppFrames' }]

export async function loader({ request }: Route.LoaderArgs) {
  return { account: toIdentity(await findAccount(request)) }
}

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  const server = await readServerRender(serverLoader)
  return { client: await findClientSoon(getClient(server && { account: server.account })) }
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

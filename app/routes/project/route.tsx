import { memo, useEffect, useMemo, useState } from 'react'
import { data, type ShouldRevalidateFunctionArgs, useFetcher } from 'react-router'
import type { Client } from '#app/client/create-client.ts'
import { getClient } from '#app/client/get-client.ts'
import { performProjectForm } from '#app/client/project-actions.ts'
import { readServerRender } from '#app/client/server-data.ts'
import type { ProjectSession } from '#app/client/session/project-session.ts'
import { Editor, type PanelRequest } from '#app/editor/editor.tsx'
import { MediaLibraryProvider } from '#app/media-library/media-library-provider.tsx'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import type { Route } from './+types/route'
import { handleProjectForm, loadProjectPage } from './data.server.ts'
import { ProjectWithoutScripts } from './project-without-scripts.tsx'
import classes from './route.module.css'
import { UnopenedProject } from './unopened-project.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Project · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  loadProjectPage(context.get(servicesContext), request, params.id)

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleProjectForm(context.get(servicesContext), request, params.id)

export async function clientLoader({ params, serverLoader }: Route.ClientLoaderArgs) {
  const server = await readServerRender(serverLoader)
  const client = await getClient(server)
  return { client, opened: await client.openProject(params.id) }
}
clientLoader.hydrate = true as const

/**
 * The path of every edit to the disk (decision 0007). Nothing is loaded again after it: the session already shows it.
 */
export async function clientAction({ request, params }: Route.ClientActionArgs) {
  return data(await performProjectForm(await getClient(), params.id, await request.formData()))
}

export const shouldRevalidate = ({ currentParams, nextParams }: ShouldRevalidateFunctionArgs) =>
  currentParams.id !== nextParams.id

export default function ProjectRoute({ loaderData }: Route.ComponentProps) {
  if (!('client' in loaderData)) {
    return (
      <>
        <ProjectWithoutScripts summary={loaderData.summary} />
        <div className={classes.onlyWithScripts}>
          <PageSkeleton />
        </div>
      </>
    )
  }
  const { client, opened } = loaderData
  if (opened.kind !== 'ok') return <UnopenedProject opened={opened} />
  return (
    <>
      <CommitActions session={opened.session} />
      <OpenedProject key={opened.session.projectId} client={client} session={opened.session} />
    </>
  )
}

type OpenedProps = { client: Client; session: ProjectSession }

/** Renders nothing: the fetcher's states change here, beside the editor and not above it. */
function CommitActions({ session }: { session: ProjectSession }) {
  const { submit } = useFetcher({ key: `commit ${session.projectId}` })
  useEffect(() => {
    session.setCommitAction(() => {
      void submit({ intent: 'commit' }, { method: 'post', action: `/projects/${session.projectId}` })
    })
    return () => session.setCommitAction(undefined)
  }, [session, submit])
  return null
}

const notices = <AppNotices />

/** Equal props, no new render: the router's own states never reach the editor. */
const OpenedProject = memo(function OpenedProject({ client, session }: OpenedProps) {
  const { projectId } = session
  const [ask, setAsk] = useState(readAsk)
  const ports = useMemo(
    () => ({ timeline: client.openTimeline(projectId), conflicts: client.review.forProject(projectId) }),
    [client, projectId],
  )
  const status = useMemo(
    () => (
      <SyncChip
        client={client}
        store={client.watchProject(projectId)}
        onReview={() => setAsk({ panel: 'conflicts' })}
      />
    ),
    [client, projectId],
  )
  return (
    <MediaLibraryProvider library={client.mediaLibrary} syncConfig={client.mediaSyncConfig}>
      <Editor
        session={session}
        backHref="/"
        onReload={() => void client.reload()}
        statusSlot={status}
        noticeSlot={notices}
        timeline={ports.timeline}
        conflicts={ports.conflicts}
        panelRequest={ask}
      />
    </MediaLibraryProvider>
  )
})

/** The links of a card lead into the part of the editor that they name. */
function readAsk(): PanelRequest | undefined {
  const asked = new URLSearchParams(window.location.search)
  if (asked.get('export') === '1') return { sheet: 'export' }
  if (asked.get('panel') === 'review') return { panel: 'conflicts' }
  return asked.get('panel') === 'history' ? { panel: 'history' } : undefined
}

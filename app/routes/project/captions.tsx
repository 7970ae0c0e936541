import { memo, useMemo } from 'react'
import { CaptionPage } from '#app/editor/caption-table/caption-page.tsx'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import type { Route } from './+types/captions'
import { handleProjectForm, loadProjectPage } from './data.server.ts'
import {
  commitProjectForm,
  isOtherProject,
  loadProject,
  type OpenedProps,
  ProjectPage,
} from './project-page.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Captions · AppFrames' }]

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  loadProjectPage(context.get(servicesContext), request, params.id)

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

/** The forms of the page without scripts: as of the editor's page. */
export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleProjectForm(context.get(servicesContext), request, params.id)

export const clientLoader = (args: Route.ClientLoaderArgs) => loadProject(args)
clientLoader.hydrate = true as const

export const clientAction = (args: Route.ClientActionArgs) => commitProjectForm(args)

export const shouldRevalidate = isOtherProject

export default function CaptionsRoute({ loaderData }: Route.ComponentProps) {
  return (
    <ProjectPage loaderData={loaderData} path="/captions">
      {(opened) => <OpenedCaptions key={opened.session.projectId} {...opened} />}
    </ProjectPage>
  )
}

const notices = <AppNotices />

/** Equal props, no new render: the router's own states never reach the table. */
const OpenedCaptions = memo(function OpenedCaptions({ client, session }: OpenedProps) {
  const { projectId } = session
  const editorHref = `/projects/${projectId}`
  const status = useMemo(
    () => (
      <SyncChip
        client={client}
        store={client.watchProject(projectId)}
        onReview={() => window.location.assign(`${editorHref}?panel=review`)}
      />
    ),
    [client, projectId, editorHref],
  )
  return <CaptionPage session={session} editorHref={editorHref} statusSlot={status} noticeSlot={notices} />
})

import { memo, useMemo } from 'react'
import { CaptionPage } from '#app/editor/caption-table/caption-page.tsx'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import type { Route } from './+types/captions'
import {
  commitProjectForm,
  isOtherProject,
  loadProject,
  type OpenedProps,
  ProjectPage,
} from './project-page.tsx'
import { handleProjectRoute, keepActionHeaders, loadProjectRoute } from './project-route.server.ts'

export const meta: Route.MetaFunction = () => [{ title: 'Captions · AppFrames' }]

export const headers = keepActionHeaders
export const loader = loadProjectRoute
export const action = handleProjectRoute

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

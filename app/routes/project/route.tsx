import { memo, useCallback, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { openReviews, openTimeline } from '#app/client/editing.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { Editor, type PanelRequest } from '#app/editor/editor.tsx'
import { MediaLibraryProvider } from '#app/media-library/media-library-provider.tsx'
import { AppNotices } from '../shell/app-notices.tsx'
import { exportProjectFile } from '../shell/export-project-file.ts'
import { SyncChip } from '../shell/sync-chip.tsx'
import { useArchiveImport } from '../shell/use-archive-import.tsx'
import type { Route } from './+types/route'
import {
  commitProjectForm,
  isOtherProject,
  loadProject,
  type OpenedProps,
  ProjectPage,
} from './project-page.tsx'
import { handleProjectRoute, keepActionHeaders, loadProjectRoute } from './project-route.server.ts'

export const meta: Route.MetaFunction = () => [{ title: 'Project · AppFrames' }]

export const headers = keepActionHeaders
export const loader = loadProjectRoute
export const action = handleProjectRoute

export const clientLoader = (args: Route.ClientLoaderArgs) => loadProject(args)
clientLoader.hydrate = true as const

export const clientAction = (args: Route.ClientActionArgs) => commitProjectForm(args)

export const shouldRevalidate = isOtherProject

export default function ProjectRoute({ loaderData }: Route.ComponentProps) {
  return (
    <ProjectPage loaderData={loaderData} path="">
      {(opened) => <OpenedProject key={opened.session.projectId} {...opened} />}
    </ProjectPage>
  )
}

const notices = <AppNotices />

/** Equal props, no new render: the router's own states never reach the editor. */
const OpenedProject = memo(function OpenedProject({ client, session }: OpenedProps) {
  const { projectId } = session
  const [panelRequest, setPanelRequest] = useState(readPanelRequest)
  const ports = useMemo(
    () => ({
      timeline: openTimeline(client.editing, projectId),
      conflicts: client.review.forProject(projectId),
      reviews: openReviews(client.editing, projectId, client.watchProject(projectId)),
    }),
    [client, projectId],
  )
  const status = useMemo(
    () => (
      <SyncChip
        client={client}
        store={client.watchProject(projectId)}
        onReview={() => setPanelRequest({ panel: 'conflicts' })}
      />
    ),
    [client, projectId],
  )
  const archives = useArchives(projectId)
  const exportFile = useCallback(() => void exportProjectFile(projectId), [projectId])
  return (
    <MediaLibraryProvider library={client.mediaLibrary} syncConfig={client.mediaSyncConfig}>
      <Editor
        session={session}
        backHref="/"
        captionsHref={`/projects/${projectId}/captions`}
        onReload={() => void client.reload()}
        statusSlot={status}
        noticeSlot={notices}
        timeline={ports.timeline}
        templates={client.templates}
        conflicts={ports.conflicts}
        reviews={ports.reviews}
        panelRequest={panelRequest}
        onExportFile={exportFile}
        onDropArchives={archives.importFiles}
      />
      {archives.element}
    </MediaLibraryProvider>
  )
})

/** Project files that are dropped here: the first project of a file is opened. */
function useArchives(projectId: ProjectId) {
  const navigate = useNavigate()
  return useArchiveImport((openId = projectId) => {
    if (openId !== projectId) void navigate(`/projects/${openId}`)
    return `/projects/${openId}`
  })
}

/** The links of a card lead into the part of the editor that they name. */
function readPanelRequest(): PanelRequest | undefined {
  const query = new URLSearchParams(window.location.search)
  if (query.get('export') === '1') return { sheet: 'export' }
  if (query.get('panel') === 'share') return { panel: 'share' }
  if (query.get('panel') === 'review') return { panel: 'conflicts' }
  return query.get('panel') === 'history' ? { panel: 'history' } : undefined
}

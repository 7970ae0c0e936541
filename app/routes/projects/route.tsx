import { useEffect, useMemo, useRef, useState } from 'react'
import { data, redirect, useFetchers, useNavigate } from 'react-router'
import { isArchiveName } from '#app/archive/archive-file-name.ts'
import type { Client } from '#app/client/create-client.ts'
import { getClient } from '#app/client/get-client.ts'
import { performListForm } from '#app/client/project-list-actions.ts'
import type { LibraryItem } from '#app/client/projects/library-items.ts'
import { readServerRender } from '#app/client/server-data.ts'
import { findClientSoon, useClient } from '#app/client/use-client.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import { type Incoming, readChosenFiles, readDroppedFiles } from '#app/media/incoming-files.ts'
import { createObservable } from '#app/observable/observable.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { AppNotices } from '../shell/app-notices.tsx'
import { SyncChip } from '../shell/sync-chip.tsx'
import { useArchiveImport } from '../shell/use-archive-import.tsx'
import type { Route } from './+types/route'
import { handleProjectsForm, loadProjectsList } from './data.server.ts'
import type { FileDrop } from './files-in.tsx'
import { reuseCards, toProjectCard, toServerCard } from './project-cards.ts'
import type { ProjectCardItem } from './project-list.ts'
import { ProjectsPage } from './projects-page.tsx'

export const meta: Route.MetaFunction = () => [{ title: 'Projects · AppFrames' }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

export const loader = ({ request, context }: Route.LoaderArgs) =>
  loadProjectsList(context.get(servicesContext), request)

export const action = ({ request, context }: Route.ActionArgs) =>
  handleProjectsForm(context.get(servicesContext), request)

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  const server = await readServerRender(serverLoader)
  const client = await findClientSoon(getClient(server))
  return { account: client?.account ?? server?.account, projects: server?.projects ?? [], client }
}
clientLoader.hydrate = true as const

export async function clientAction({ request }: Route.ClientActionArgs) {
  const result = await performListForm(await getClient(), await request.formData())
  if (result.kind === 'done' && result.openId !== undefined) return redirect(`/projects/${result.openId}`)
  return data(result)
}

/** The list follows its store; loading it again after a form would only draw it twice. */
export const shouldRevalidate = () => false

export default function ProjectsListRoute({ loaderData, actionData }: Route.ComponentProps) {
  const isLoadedHere = 'client' in loaderData
  const client = useClient(isLoadedHere ? loaderData.client : undefined, isLoadedHere)
  const items = useCards(client, loaderData.projects)
  const navigate = useNavigate()
  // The cards show a form's effect at once; the chip must not show it as saved before the disk has it.
  const isSaving = useFetchers().some((fetcher) => fetcher.formData !== undefined)
  const response = actionData !== undefined && 'justDeleted' in actionData ? actionData : undefined

  const archives = useArchiveImport(stayHere)

  const [drops, setDrops] = useState<readonly FileDrop[]>([])

  async function takeFiles(reading: Promise<Incoming>) {
    const typed = readTyped()
    const { files, unreadable } = await reading
    archives.importFiles(files.map(({ file }) => file).filter(({ name }) => isArchiveName(name)))
    const incoming = { files: files.filter(({ file }) => !isArchiveName(file.name)), unreadable }
    if (incoming.files.length + incoming.unreadable.length === 0) return
    const open: FileDrop['open'] = async (projectId) => {
      if (isListInUse(typed)) return false
      await navigate(`/projects/${projectId}`)
      return true
    }
    setDrops((before) => [...before, { incoming, open }])
  }

  async function pick(kind: 'files' | 'folder') {
    const { pickCaptures } = await import('./pick-captures.ts')
    await takeFiles(pickCaptures(kind).then(readChosenFiles))
  }

  return (
    <>
      <ProjectsPage
        account={client === undefined ? loaderData.account : client.account}
        items={items}
        ready={client !== undefined}
        sampleOffered
        templates={client}
        status={client && <SyncChip client={client} store={isSaving ? saving : client.syncStatus} />}
        device={client}
        onDropFiles={(dropped) => void takeFiles(readDroppedFiles(dropped))}
        onPick={(kind) => void pick(kind)}
        notice={<AppNotices refusal={findRefusal(actionData)} />}
        justDeleted={response?.justDeleted}
        onImport={archives.pickFiles}
        onExportAll={() => void exportAll()}
      />
      {archives.element}
      {drops.length > 0 && <LazyPart part={filesIn} props={{ drops, onArchives: archives.importFiles }} />}
    </>
  )
}

const filesIn = definePart(async () => (await import('./files-in.tsx')).FilesIn)

const stayHere = () => '/'

async function exportAll(): Promise<void> {
  const { archives } = await getClient()
  await archives.export('all')
}

type ServerProjects = Parameters<typeof toServerCard>[0][]

/** The projects of this device, followed by those listed by the server and not downloaded yet. */
function useCards(client: Client | undefined, listed: ServerProjects) {
  const items = useObservable(client?.library, noItems)
  const shown = useRef<readonly ProjectCardItem[]>([])
  const toCard = useMemo(() => rememberCards(client), [client])
  const cards = useMemo(() => {
    const isHere = (id: string) => client?.library.has(id) === true
    return reuseCards(shown.current, [
      ...items.map(toCard),
      ...listed.filter(({ id }) => !isHere(id) && !isTemplateId(id)).map(toServerCard),
    ])
  }, [client, items, listed, toCard])
  useEffect(() => {
    shown.current = cards
  }, [cards])
  return cards
}

/** An item of the library that did not change has its card already. */
function rememberCards(client: Client | undefined) {
  const known = new WeakMap<LibraryItem, ProjectCardItem>()
  const situation = {
    signedIn: client?.account !== undefined,
    sessionOnly: client?.storageKind === 'session',
  }
  return (item: LibraryItem) => {
    const card = known.get(item) ?? toProjectCard(item, { ...situation, nowMs: Date.now() })
    known.set(item, card)
    return card
  }
}

const noItems: readonly never[] = []
const saving = createObservable<SyncStatus>({ kind: 'saving' })

/** True when the user has left the list, typed since the drop or has a dialog open: then nothing may open over it. */
function isListInUse(atDrop: string | undefined): boolean {
  return (
    location.pathname !== '/' ||
    readTyped() !== atDrop ||
    document.querySelector('[role="dialog"], [role="menu"]') !== null
  )
}

/** The text of the focused field; `undefined`: none has the focus. */
function readTyped(): string | undefined {
  const { activeElement } = document
  return activeElement instanceof HTMLInputElement ? activeElement.value : undefined
}

function findRefusal(response: object | undefined): string | undefined {
  if (response === undefined || !('refusal' in response)) return undefined
  return typeof response.refusal === 'string' ? response.refusal : undefined
}

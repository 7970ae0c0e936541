import type { ProjectId } from '#app/document/model/ids.ts'
import type { Client } from './create-client.ts'
import { addSentence, type Notice } from './platform/notices.ts'
import { incompleteForm, type ListForm, parseListForm } from './projects/project-forms.ts'
import type { ProjectLibrary } from './projects/project-library.ts'

/** `openId`: the new project, to be opened. */
export type ProjectListActionResult =
  | { kind: 'done'; openId?: ProjectId }
  | { kind: 'failed'; message: string }

/** Every change of the list goes through here: on this device at once, to the account in the background. */
export async function performListForm(client: Client, posted: FormData): Promise<ProjectListActionResult> {
  const form = parseListForm(posted)
  if (form === undefined) return { kind: 'failed', message: incompleteForm }
  const complete = client.pendingActions.add(form)
  try {
    const openId = await perform(client, form)
    return openId === undefined ? { kind: 'done' } : { kind: 'done', openId }
  } catch (error) {
    const notice = describeFailure(form, error)
    client.notices.show(notice)
    return { kind: 'failed', message: notice.text }
  } finally {
    complete()
  }
}

export type PendingClient = ListClient & Pick<Client, 'pendingActions'>

/**
 * The pending forms of a closed tab. One that is older than the last write to its project is dropped. One that fails is
 * shown, and stops neither the others nor the page.
 */
export async function performPendingActions(client: PendingClient): Promise<void> {
  for (const { form, notedAtMs, remove } of await client.pendingActions.listPending()) {
    const row = client.library.findRow(form.id)
    const isNewer = row === undefined || row.updatedAtMs < notedAtMs
    try {
      if (isNewer) await perform(client, form)
    } catch (error) {
      addSentence(client.notices, describeFailure(form, error))
    }
    remove()
  }
}

type ListClient = Pick<Client, 'notices' | 'download'> & {
  library: Pick<
    ProjectLibrary,
    | ('findRow' | 'hasDocument' | 'create' | 'importSample')
    | ('rename' | 'duplicate' | 'delete' | 'undoDelete')
  >
}

function describeFailure({ intent }: ListForm, error: unknown): Notice {
  const text = error instanceof Error ? error.message : String(error)
  return { id: `list-${intent}`, tone: 'danger', text }
}

async function perform(client: ListClient, input: ListForm): Promise<ProjectId | undefined> {
  const { library } = client
  switch (input.intent) {
    case 'create':
      return library.create()
    case 'import-sample':
      return library.importSample()
    case 'rename':
      await requireHere(client, input.id)
      await library.rename(input.id, input.name)
      return undefined
    case 'duplicate':
      await requireHere(client, input.id)
      await library.duplicate(input.id)
      return undefined
    case 'delete':
      // One that is still arriving can be deleted without its document.
      if (library.findRow(input.id) === undefined) await requireHere(client, input.id)
      await library.delete(input.id)
      return undefined
    case 'undelete':
      await library.undoDelete(input.id)
      return undefined
  }
}

async function requireHere(client: ListClient, projectId: ProjectId): Promise<void> {
  await client.download(projectId)
  if (client.library.hasDocument(projectId)) return
  const { createNotLoadedError } = await import('./projects/not-loaded.ts')
  throw createNotLoadedError({ kind: 'missing' })
}

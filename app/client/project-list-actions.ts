import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { Client } from './create-client.ts'
import { addSentence, type Notice } from './platform/notices.ts'
import { incompleteForm, type ListForm, parseListForm } from './projects/project-forms.ts'
import type { ProjectLibrary } from './projects/project-library.ts'
import type { PendingEntry } from './projects/read-pending.ts'

/** `openId`: the new project, to be opened. */
export type ProjectListActionResult =
  | { kind: 'done'; openId?: ProjectId }
  | { kind: 'failed'; message: string }

/** Every change of the list goes through here: on this device at once, to the account in the background. */
export async function performListForm(client: Client, posted: FormData): Promise<ProjectListActionResult> {
  const form = parseListForm(posted)
  if (form === undefined) return { kind: 'failed', message: incompleteForm }
  const seen = 'id' in form ? client.library.findRow(form.id)?.updatedAtMs : undefined
  const complete = client.pendingActions.add(form, seen)
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
 * The pending forms of a closed tab. One whose project was written since is dropped: its row has another time than the one that
 * was seen. (Two clocks are not compared: a pulled row has the server's.) One that fails is shown, and stops neither the others nor
 * the page.
 */
export async function performPendingActions(client: PendingClient): Promise<void> {
  const pending = await client.pendingActions.listPending()
  // Before the first is performed: two of one project are both performed.
  const isDue = pending.map((action) => isUnchangedSince(action, client.library.findRow(action.form.id)))
  for (const [index, { form, remove }] of pending.entries()) {
    try {
      if (isDue[index]) await perform(client, form)
    } catch (error) {
      addSentence(client.notices, describeFailure(form, error))
    }
    remove()
  }
}

function isUnchangedSince(
  { seenUpdatedAtMs, notedAtMs }: PendingEntry,
  row: ProjectRow | undefined,
): boolean {
  if (row === undefined) return true
  return seenUpdatedAtMs === undefined ? row.updatedAtMs < notedAtMs : row.updatedAtMs === seenUpdatedAtMs
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

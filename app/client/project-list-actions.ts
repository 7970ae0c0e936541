import type { ProjectId } from '#app/document/model/ids.ts'
import type { Client } from './create-client.ts'
import { incompleteForm, type ListForm, parseListForm } from './projects/project-forms.ts'

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
    const message = error instanceof Error ? error.message : String(error)
    client.notices.show({ id: `list-${form.intent}`, tone: 'danger', text: message })
    return { kind: 'failed', message }
  } finally {
    complete()
  }
}

/** The pending forms of a closed tab. One that is older than the last write to its project is dropped. */
export async function performPendingActions(client: Client): Promise<void> {
  for (const { form, notedAtMs } of client.pendingActions.takePending()) {
    const row = client.library.findRow(form.id)
    if (row === undefined || row.updatedAtMs < notedAtMs) await perform(client, form)
  }
}

async function perform(client: Client, input: ListForm): Promise<ProjectId | undefined> {
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
      await requireHere(client, input.id)
      await library.delete(input.id)
      return undefined
    case 'undelete':
      await library.undoDelete(input.id)
      return undefined
  }
}

async function requireHere(client: Client, projectId: ProjectId): Promise<void> {
  await client.download(projectId)
  if (client.library.has(projectId)) return
  throw new Error(
    'This project has not arrived on this device yet, so nothing was changed. It comes by itself as soon as the server can be reached: try again then.',
  )
}

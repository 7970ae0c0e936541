import { z } from 'zod'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { Client } from './create-client.ts'

/** What the forms of the list post; the server's action takes the same without JavaScript. */
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create') }),
  z.object({ intent: z.literal('import-sample') }),
  z.object({ intent: z.literal('rename'), id: projectIdSchema, name: z.string() }),
  z.object({ intent: z.literal('duplicate'), id: projectIdSchema }),
  z.object({ intent: z.literal('delete'), id: projectIdSchema }),
  z.object({ intent: z.literal('undelete'), id: projectIdSchema }),
])

/** `openId`: the project that was made and is to be opened. */
export type ProjectListActionResult =
  | { kind: 'done'; openId?: ProjectId }
  | { kind: 'failed'; message: string }

/** Every change of the list goes through here: on this device at once, to the account in the background. */
export async function performListForm(client: Client, form: FormData): Promise<ProjectListActionResult> {
  const parsed = formSchema.safeParse(Object.fromEntries(form))
  if (!parsed.success)
    return { kind: 'failed', message: 'This form is not complete. Reload the page and try again.' }
  const complete = client.forms.add(parsed.data)
  try {
    const openId = await perform(client, parsed.data)
    return openId === undefined ? { kind: 'done' } : { kind: 'done', openId }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    client.notices.show({ id: `list-${parsed.data.intent}`, tone: 'danger', text: message })
    return { kind: 'failed', message }
  } finally {
    complete()
  }
}

/** What the last tab did not come to. A project that was written to since then is past it. */
export async function performLeftForms(client: Client): Promise<void> {
  for (const { form, notedAtMs } of client.forms.takePending()) {
    const row = client.library.findRow(form.id)
    if (row === undefined || row.updatedAtMs < notedAtMs) await perform(client, form)
  }
}

async function perform(client: Client, input: z.infer<typeof formSchema>): Promise<ProjectId | undefined> {
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

import { z } from 'zod'
import { type ProjectId, projectIdSchema } from '#app/document/ids.ts'
import type { Client } from './client.ts'

/** What the forms of the list post; the server's action takes the same without JavaScript. */
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create') }),
  z.object({ intent: z.literal('create-from-files') }),
  z.object({ intent: z.literal('import-sample') }),
  z.object({ intent: z.literal('rename'), id: projectIdSchema, name: z.string() }),
  z.object({ intent: z.literal('duplicate'), id: projectIdSchema }),
  z.object({ intent: z.literal('delete'), id: projectIdSchema }),
  z.object({ intent: z.literal('undelete'), id: projectIdSchema }),
])

/** `openId`: the project that was made and is to be opened. */
export type ListDoorResult = { kind: 'done'; openId?: ProjectId } | { kind: 'failed'; message: string }

/** Every change of the list goes through here: on this device at once, to the account in the background. */
export async function performListForm(client: Client, form: FormData): Promise<ListDoorResult> {
  const parsed = formSchema.safeParse(Object.fromEntries(form))
  if (!parsed.success)
    return { kind: 'failed', message: 'This form is not complete. Reload the page and try again.' }
  try {
    const openId = await perform(client, parsed.data, form)
    return openId === undefined ? { kind: 'done' } : { kind: 'done', openId }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    client.notices.show({ id: `list-${parsed.data.intent}`, tone: 'danger', text: message })
    return { kind: 'failed', message }
  }
}

async function perform(
  client: Client,
  input: z.infer<typeof formSchema>,
  form: FormData,
): Promise<ProjectId | undefined> {
  const { library } = client
  switch (input.intent) {
    case 'create':
      return library.create()
    case 'create-from-files':
      return createFromFiles(client, form)
    case 'import-sample':
      return library.importSample()
    case 'rename':
      await client.bringHere(input.id)
      await library.rename(input.id, input.name)
      return undefined
    case 'duplicate':
      await client.bringHere(input.id)
      await library.duplicate(input.id)
      return undefined
    case 'delete':
      await client.bringHere(input.id)
      await library.delete(input.id)
      return undefined
    case 'undelete':
      await library.undoDelete(input.id)
      return undefined
  }
}

async function createFromFiles({ library, notices }: Client, form: FormData): Promise<ProjectId | undefined> {
  const files = form.getAll('files').filter((value): value is File => value instanceof File)
  const { projectId, messages } = await library.createFromFiles(files)
  for (const [index, text] of messages.entries()) {
    notices.show({ id: `captures-${index}`, tone: 'warning', text })
  }
  return projectId
}

import { z } from 'zod'
import { projectIdSchema } from '#app/document/model/ids.ts'
import type { Client } from './create-client.ts'

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('commit') }),
  z.object({ intent: z.literal('rename'), name: z.string() }),
  z.object({ intent: z.literal('delete') }),
  z.object({ intent: z.literal('undelete') }),
])

export type ProjectActionResult = { kind: 'done' } | { kind: 'failed'; message: string }

/** The editor's writes: `commit` brings to disk what the session holds, and answers when it is there (decision 0007). */
export async function performProjectForm(
  client: Client,
  id: string,
  form: FormData,
): Promise<ProjectActionResult> {
  const projectId = projectIdSchema.safeParse(id)
  const parsed = formSchema.safeParse(Object.fromEntries(form))
  if (!projectId.success || !parsed.success) {
    return { kind: 'failed', message: 'This form is not complete. Reload the page and try again.' }
  }
  switch (parsed.data.intent) {
    case 'commit': {
      const saved = await client.flush(projectId.data)
      return saved?.kind === 'failed' ? { kind: 'failed', message: saved.message } : { kind: 'done' }
    }
    case 'rename':
      await client.library.rename(projectId.data, parsed.data.name)
      return { kind: 'done' }
    case 'delete':
      await client.library.delete(projectId.data)
      return { kind: 'done' }
    case 'undelete':
      await client.library.undoDelete(projectId.data)
      return { kind: 'done' }
  }
}

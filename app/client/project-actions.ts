import { projectIdSchema } from '#app/document/model/ids.ts'
import type { Client } from './create-client.ts'
import { incompleteForm, parseProjectForm } from './projects/project-forms.ts'

export type ProjectActionResult = { kind: 'done' } | { kind: 'failed'; message: string }

/** The editor's writes: `commit` flushes the session's queue to disk, and resolves when it is there (decision 0007). */
export async function performProjectForm(
  client: Client,
  id: string,
  posted: FormData,
): Promise<ProjectActionResult> {
  const projectId = projectIdSchema.safeParse(id)
  const form = parseProjectForm(posted)
  if (!projectId.success || form === undefined) return { kind: 'failed', message: incompleteForm }
  switch (form.intent) {
    case 'commit': {
      const saved = await client.sessions.find(projectId.data)?.flush()
      return saved?.kind === 'failed' ? { kind: 'failed', message: saved.message } : { kind: 'done' }
    }
    case 'rename':
      await client.library.rename(projectId.data, form.name)
      return { kind: 'done' }
    case 'delete':
      await client.library.delete(projectId.data)
      return { kind: 'done' }
    case 'undelete':
      await client.library.undoDelete(projectId.data)
      return { kind: 'done' }
  }
}

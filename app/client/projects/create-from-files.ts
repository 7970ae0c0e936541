import type { ProjectId } from '#app/document/model/ids.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import type { Client } from '../create-client.ts'

const NOTICE_ID = 'captures'

/**
 * Creates a project from dropped files. They are passed directly and never through a router form, which would lose all
 * of them with one that has vanished. `open` shows the project; the report about the files is one notice on that page.
 */
export async function createFromFiles(
  { library, notices }: Pick<Client, 'library' | 'notices'>,
  incoming: Incoming,
  open: (projectId: ProjectId) => Promise<void>,
): Promise<void> {
  const count = incoming.files.length
  notices.show({
    id: NOTICE_ID,
    tone: 'info',
    text: count === 1 ? 'Adding a capture…' : `Adding ${count} captures…`,
    path: '/',
  })
  try {
    const { projectId, messages, summary } = await library.createFromFiles(incoming)
    notices.dismiss(NOTICE_ID)
    if (projectId !== undefined) await open(projectId)
    if (summary === undefined) return
    notices.show({
      id: NOTICE_ID,
      tone: 'warning',
      text: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
      details: messages,
      path: projectId === undefined ? '/' : `/projects/${projectId}`,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const text = `The captures could not be added: ${reason} Nothing was changed; try again.`
    notices.show({ id: NOTICE_ID, tone: 'danger', text, path: '/' })
  }
}

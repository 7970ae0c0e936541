import type { ProjectId } from '#app/document/model/ids.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import type { Client } from '../create-client.ts'
import type { FromFilesOptions } from './plan-from-files.ts'

const NOTICE_ID = 'captures'

export type FilesPage = {
  open: (projectId: ProjectId) => Promise<boolean>
  onArchives: (files: readonly File[]) => void
} & FromFilesOptions

/**
 * Creates a project from dropped files. They are passed directly and never through a router form, which would lose all
 * of them with one that has vanished. `open` shows the project and returns true, unless the user is busy with something
 * else by then: then the project waits on the list, and a notice there names it. The report about the files is one notice,
 * on the page that is shown.
 */
export async function createFromFiles(
  { library, notices }: Pick<Client, 'library' | 'notices'>,
  incoming: Incoming,
  page: FilesPage,
): Promise<void> {
  notices.dismiss(NOTICE_ID)
  try {
    const { projectId, messages, summary, archives } = await library.createFromFiles(incoming, page)
    page.onArchives(archives)
    const isOpen = projectId !== undefined && (await page.open(projectId))
    const isWaiting = projectId !== undefined && !isOpen
    if (summary === undefined && !isWaiting) return
    const made = isWaiting
      ? `The project “${library.findRow(projectId)?.name ?? ''}” was made from your captures.`
      : ''
    const problem = summary === undefined ? '' : `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
    notices.show({
      id: isWaiting ? `${NOTICE_ID} of ${projectId}` : NOTICE_ID,
      tone: summary === undefined ? 'info' : 'warning',
      text: [made, problem].filter((sentence) => sentence !== '').join(' '),
      details: messages,
      path: isOpen ? `/projects/${projectId}` : '/',
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const text = `The captures could not be added: ${reason} Nothing was changed; try again.`
    notices.show({ id: NOTICE_ID, tone: 'danger', text, path: '/' })
  }
}

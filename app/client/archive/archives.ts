import { saveFile } from '#app/export/save-file.ts'
import type { Notices } from '../platform/notices.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import type { ApplyImportOptions, ImportChoice, ImportOutcome } from './apply-import.ts'
import type { ArchiveImport, ReadImport, ReadImportOptions } from './read-import.ts'
import type { ExportChoice, WriteOptions } from './write-archive.ts'

export type ArchivesOptions = Omit<ApplyImportOptions, 'onProgress'> &
  Pick<WriteOptions, 'stores' | 'media'> &
  Pick<ReadImportOptions, 'download'> & {
    sessions: Pick<OpenSessions, 'flushAll'>
    notices: Notices
    /** Everything of this device is in a file now. */
    onBackedUp: () => Promise<void>
    isReadOnly: () => boolean
  }

type Reading = Pick<ReadImportOptions, 'signal' | 'onProgress'>

/** Projects as files. The code for it is fetched when it is first used. */
export interface Archives {
  /** Downloads the projects as one archive, also without a network [F37]. Returns whether it was made; else a notice gives the reason. */
  export(choice: ExportChoice): Promise<boolean>
  /** Checks a chosen file. Nothing is written. */
  readImport(file: File, reading: Reading): Promise<ReadImport>
  applyImport(
    archiveImport: ArchiveImport,
    choice: ImportChoice,
    onProgress: ApplyImportOptions['onProgress'],
  ): Promise<ImportOutcome>
}

const NOTICE_ID = 'archive-export'

export function createArchives(options: ArchivesOptions): Archives {
  const { stores, sessions, notices, time, download, onBackedUp, isReadOnly } = options
  return {
    async export(choice) {
      notices.dismiss(NOTICE_ID)
      try {
        const { writeArchive } = await import('./write-archive.ts')
        await sessions.flushAll()
        if (typeof choice !== 'string') for (const projectId of choice) await download(projectId)
        const { file, fileName, notes } = await writeArchive({
          ...options,
          choice,
          now: new Date(time.nowMs()),
        })
        saveFile(file, fileName)
        if (typeof choice === 'string') await onBackedUp()
        if (notes.length > 0) notices.show({ id: NOTICE_ID, tone: 'warning', ...toText(fileName, notes) })
        return true
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        notices.show({ id: NOTICE_ID, tone: 'danger', text: `The file could not be made: ${reason}` })
        return false
      }
    },
    async readImport(file, reading) {
      const { readImport } = await import('./read-import.ts')
      return readImport(file, { store: stores.projects, download, ...reading })
    },
    async applyImport(archiveImport, choice, onProgress) {
      if (isReadOnly())
        return {
          kind: 'failed',
          message: 'Nothing was imported: reload the page to get the newest version first.',
        }
      const { applyImport } = await import('./apply-import.ts')
      return applyImport(archiveImport, choice, { ...options, onProgress })
    },
  }
}

function toText(fileName: string, notes: readonly string[]): { text: string; details: readonly string[] } {
  return { text: `“${fileName}” was saved, and something is missing in it.`, details: notes }
}

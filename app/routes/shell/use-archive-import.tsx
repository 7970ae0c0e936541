import { type ReactNode, useCallback, useRef, useState } from 'react'
import { ARCHIVE_EXTENSION } from '#app/archive/archive-file-name.ts'
import type { ImportOutcome } from '#app/client/archive/apply-import.ts'
import type { Client } from '#app/client/create-client.ts'
import { getClient } from '#app/client/get-client.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'

const archiveDialog = definePart(async () => (await import('./archive-dialog.tsx')).ArchiveDialog)

type ArchiveImporter = {
  /** One after the other. */
  importFiles: (files: readonly File[]) => void
  pickFiles: () => void
  /** The file dialog and the question; to be rendered by the page. */
  element: ReactNode
}

/** Imports archives on a page. `onImported` receives the first project of a file; returns the page its report is shown on. */
export function useArchiveImport(onImported: (openId: ProjectId | undefined) => string): ArchiveImporter {
  const inputRef = useRef<HTMLInputElement>(null)
  const [client, setClient] = useState<Client>()
  const [waiting, setWaiting] = useState<readonly File[]>([])
  const [file] = waiting
  const advance = () => setWaiting((files) => files.slice(1))

  const importFiles = useCallback((files: readonly File[]) => {
    if (files.length === 0) return
    setWaiting((before) => [...before, ...files])
    void getClient().then(setClient)
  }, [])
  const pickFiles = useCallback(() => inputRef.current?.click(), [])

  const element = (
    <>
      <input
        ref={inputRef}
        type="file"
        hidden
        multiple
        accept={`${ARCHIVE_EXTENSION},.zip,.json`}
        aria-label="Choose project files"
        onChange={(event) => {
          importFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {client !== undefined && file !== undefined && (
        <LazyPart
          // The same file may be chosen twice.
          key={`${file.name} ${waiting.length}`}
          part={archiveDialog}
          props={{
            client,
            file,
            onClose: advance,
            onDone(outcome) {
              advance()
              void showReport(client, outcome, onImported(outcome.openId))
            },
          }}
        />
      )}
    </>
  )
  return { importFiles, pickFiles, element }
}

type Done = Extract<ImportOutcome, { kind: 'done' }>

async function showReport(client: Client, outcome: Done, path: string): Promise<void> {
  const { describeImport } = await import('#app/client/archive/describe-import.ts')
  client.notices.show({
    id: 'archive-import',
    tone: outcome.missing.length + outcome.notes.length > 0 ? 'warning' : 'info',
    path,
    ...describeImport(outcome),
  })
}

import { useEffect, useState } from 'react'
import { getClient } from '#app/client/get-client.ts'
import { createFromFiles } from '#app/client/projects/create-from-files.ts'
import type { FromFilesOptions, IntakeAnswer } from '#app/client/projects/plan-from-files.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { IntakeDialog, type IntakeReview } from '#app/intake/dialog/intake-dialog.tsx'
import type { Incoming } from '#app/media/incoming-files.ts'
import { ImportStatus } from '#app/media-library/import-status.tsx'
import classes from './files-in.module.css'

/** Files for a new project. */
export type FileDrop = {
  incoming: Incoming
  /** Shows the new project; false where the user is busy with something else by then. */
  open: (projectId: ProjectId) => Promise<boolean>
}

type FilesInProps = {
  drops: readonly FileDrop[]
  onArchives: (files: readonly File[]) => void
}

/** Files on their way into new projects: their progress, and the plan that is shown before it is applied. */
export function FilesIn({ drops, onArchives }: FilesInProps) {
  return (
    <div className={classes.place}>
      {drops.map((drop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the drops of a page are only added to
        <OneDrop key={index} drop={drop} onArchives={onArchives} />
      ))}
    </div>
  )
}

type State =
  | { kind: 'running'; done: number; total: number }
  | { kind: 'asking'; review: IntakeReview; settle: (answer: IntakeAnswer | undefined) => void }
  | { kind: 'done' }

/** They are created also when the page is left meanwhile: each drop is begun once, and goes on without it. */
const begun = new WeakMap<FileDrop, AbortController>()

function OneDrop({ drop, onArchives }: Omit<FilesInProps, 'drops'> & { drop: FileDrop }) {
  const total = drop.incoming.files.length
  const [state, setState] = useState<State>({ kind: 'running', done: 0, total })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a drop is begun once, with the page as it was then.
  useEffect(() => {
    if (begun.has(drop)) return
    const controller = new AbortController()
    begun.set(drop, controller)
    const options: FromFilesOptions = {
      signal: controller.signal,
      onProgress: (done, of) => setState({ kind: 'running', done, total: of }),
      ask: (review) =>
        new Promise((resolve) => {
          const settle = (answer: IntakeAnswer | undefined) => {
            setState({ kind: 'running', done: 0, total })
            resolve(answer)
          }
          setState({ kind: 'asking', review, settle })
        }),
    }
    void getClient()
      .then((client) => createFromFiles(client, drop.incoming, { ...drop, ...options, onArchives }))
      .finally(() => setState({ kind: 'done' }))
  }, [drop])

  switch (state.kind) {
    case 'done':
      return null
    case 'asking':
      return (
        <IntakeDialog
          review={state.review}
          onApply={(rows, usedAs) => state.settle({ rows, usedAs })}
          onClose={() => state.settle(undefined)}
        />
      )
    case 'running': {
      const cancel = () => begun.get(drop)?.abort()
      return (
        <ImportStatus
          progress={state}
          report={undefined}
          onCancel={cancel}
          onDismiss={cancel}
          nameProgress={({ done, total: of }) =>
            of === 1 ? 'Adding a capture…' : `Adding captures: ${done} of ${of}`
          }
          label="Captures added"
          className={undefined}
        />
      )
    }
  }
}

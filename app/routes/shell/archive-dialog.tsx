import { Button, Modal, Progress } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ImportChoice, ImportOutcome } from '#app/client/archive/apply-import.ts'
import type { ArchiveImport } from '#app/client/archive/read-import.ts'
import type { Client } from '#app/client/create-client.ts'
import classes from './archive-dialog.module.css'

export type ArchiveDialogProps = {
  client: Pick<Client, 'archives'>
  file: File
  onDone: (outcome: Extract<ImportOutcome, { kind: 'done' }>) => void
  /** Nothing was changed. */
  onClose: () => void
}

type Share = { done: number; total: number }
type State =
  | { kind: 'reading'; share: Share }
  | { kind: 'asking'; archiveImport: ArchiveImport; names: readonly string[] }
  | { kind: 'writing'; share: Share }
  | { kind: 'refused'; message: string }

const start: Share = { done: 0, total: 1 }
/** What takes less long is not shown. */
const SHOWN_AFTER_MS = 300

/** Imports one file: it is checked, a question is asked where projects are here in another state, then it is written. */
export function ArchiveDialog({ client, file, onDone, onClose }: ArchiveDialogProps) {
  const [state, setState] = useState<State>({ kind: 'reading', share: start })
  const [isSlow, setIsSlow] = useState(false)
  const reading = useRef<AbortController>(undefined)

  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

  async function write(archiveImport: ArchiveImport, choice: ImportChoice) {
    setState({ kind: 'writing', share: start })
    const outcome = await client.archives.applyImport(archiveImport, choice, (done, total) =>
      setState({ kind: 'writing', share: { done, total } }),
    )
    if (outcome.kind === 'done') onDone(outcome)
    else setState({ kind: 'refused', message: outcome.message })
  }

  async function read(controller: AbortController) {
    const result = await client.archives.readImport(file, {
      signal: controller.signal,
      onProgress: (done, total) => setState({ kind: 'reading', share: { done, total } }),
    })
    if (controller.signal.aborted || result.kind === 'cancelled') return
    if (result.kind === 'refused') return setState(result)
    const { archiveImport } = result
    const changed = archiveImport.projects.filter(({ here }) => here === 'changed')
    if (changed.length === 0) return write(archiveImport, 'merge')
    setState({ kind: 'asking', archiveImport, names: changed.map(({ project }) => project.name) })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: one dialog imports one file, once.
  useEffect(() => {
    const controller = new AbortController()
    reading.current = controller
    read(controller).catch((error: unknown) => {
      console.warn('An archive could not be imported.', error)
      setState({
        kind: 'refused',
        message: `“${file.name}” was not imported, because it could not be read. Check that it is still there and try again.`,
      })
    })
    return () => controller.abort()
  }, [file])

  function close() {
    reading.current?.abort()
    onClose()
  }

  const isBusy = state.kind === 'reading' || state.kind === 'writing'
  if (isBusy && !isSlow) return null
  return (
    <Modal
      opened
      onClose={close}
      title={titles[state.kind]}
      size={460}
      closeOnClickOutside={false}
      closeOnEscape={state.kind !== 'writing'}
      withCloseButton={state.kind !== 'writing'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {isBusy && <Busy name={file.name} share={state.share} />}
      {state.kind === 'asking' && <Question names={state.names} />}
      {state.kind === 'refused' && (
        <p className={classes.text} role="alert">
          {state.message}
        </p>
      )}
      <div className={classes.actions}>
        {state.kind !== 'writing' && (
          <Button variant="default" onClick={close} data-autofocus={state.kind === 'refused' || undefined}>
            {state.kind === 'refused' ? 'Close' : 'Cancel'}
          </Button>
        )}
        {state.kind === 'asking' && (
          <>
            <Button variant="default" onClick={() => void write(state.archiveImport, 'copy')}>
              Import as copy
            </Button>
            <Button onClick={() => void write(state.archiveImport, 'merge')} data-autofocus>
              Merge
            </Button>
          </>
        )}
      </div>
    </Modal>
  )
}

const titles = {
  reading: 'Checking the file',
  asking: 'Already on this device',
  writing: 'Importing',
  refused: 'Not imported',
} as const

function Busy({ name, share }: { name: string; share: Share }) {
  const percent = Math.round((share.done / Math.max(1, share.total)) * 100)
  return (
    <>
      <p className={classes.text} translate="no">
        {name}
      </p>
      <Progress value={percent} aria-label={`${percent} %`} />
    </>
  )
}

function Question({ names }: { names: readonly string[] }) {
  const listed = names.map((name) => `“${name}”`).join(', ')
  return (
    <div className={classes.text}>
      <p>
        <span translate="no">{listed}</span> {names.length === 1 ? 'is' : 'are'} on this device in another
        state.
      </p>
      <p>
        <strong>Merge</strong> takes the file’s version of what is in both and keeps what is only here; it is
        one edit, and undo takes it back. <strong>Import as copy</strong> leaves what is here as it is.
      </p>
    </div>
  )
}

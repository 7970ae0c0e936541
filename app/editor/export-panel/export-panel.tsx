import { Drawer } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ExportMemory, ExportRecord } from '#app/export/export-record.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import type { ViewedSession } from '../state/editor-controller.ts'
import { ExportForm } from './export-form.tsx'
import classes from './export-panel.module.css'
import { ExportProgressView } from './export-progress.tsx'
import { ExportResultView } from './export-result.tsx'
import { useExport } from './use-export.ts'
import { createSetup, type ExportSetup } from './use-export-setup.ts'

export type ExportPanelProps = {
  session: ViewedSession
  onClose: () => void
  /** Flushes everything to disk, then reloads the page. */
  onReload: () => void
}

/** A panel from the right over the editor; on a phone the whole screen. Load it lazily: it imports the ZIP writer. */
export function ExportPanel(props: ExportPanelProps) {
  useReturnFocus()
  const [opened, setOpened] = useState<{ memory: ExportMemory; record: ExportRecord | undefined }>()
  const { session } = props
  useEffect(() => {
    let isCurrent = true
    const open = async () => {
      const memory = await session.openExports()
      const record = await memory.find()
      if (isCurrent) setOpened({ memory, record })
    }
    open().catch((error: unknown) => {
      console.warn('The last export could not be read.', error)
      if (isCurrent) setOpened({ memory: forgetful, record: undefined })
    })
    return () => {
      isCurrent = false
    }
  }, [session])
  return opened ? <OpenedPanel {...props} {...opened} /> : null
}

/** Where nothing can be read: the export itself works all the same. */
const forgetful: ExportMemory = {
  find: async () => undefined,
  save: async () => undefined,
  openStaging: async () => undefined,
}

type OpenedPanelProps = ExportPanelProps & { memory: ExportMemory; record: ExportRecord | undefined }

function OpenedPanel({ session, onClose, onReload, memory, record: found }: OpenedPanelProps) {
  const project = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.getProject(),
    () => session.getProject(),
  )
  const [record, setRecord] = useState(found)
  const [setup, setSetup] = useState<ExportSetup>(() => createSetup(found))
  const { media } = session
  const { state, start, cancel, save, back } = useExport({ project, media, memory })
  // What the export has saved is what the next one starts from.
  useEffect(() => {
    if (state.kind !== 'running') memory.find().then(setRecord, () => undefined)
  }, [state.kind, memory])

  return (
    <Drawer
      opened
      onClose={onClose}
      title="Export"
      position="right"
      size={440}
      closeOnClickOutside={state.kind !== 'running'}
      closeButtonProps={{ 'aria-label': 'Close export' }}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
    >
      {state.kind === 'choosing' && (
        <ExportForm
          project={project}
          media={media}
          record={record}
          setup={setup}
          onSetup={(patch) => setSetup((before) => ({ ...before, ...patch }))}
          notice={state.notice}
          onShown={onClose}
          onExport={start}
        />
      )}
      {state.kind === 'running' && <ExportProgressView state={state} onCancel={cancel} />}
      {state.kind === 'finished' && (
        <ExportResultView
          state={state}
          onRetry={() => start(state.request)}
          onSave={() => save(state.outcome)}
          onBack={back}
          onClose={onClose}
          onReload={onReload}
        />
      )}
    </Drawer>
  )
}

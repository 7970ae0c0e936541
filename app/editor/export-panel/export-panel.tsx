import { Drawer } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import type { EditorSession } from '../ports/session.ts'
import { ExportForm } from './export-form.tsx'
import classes from './export-panel.module.css'
import { ExportProgressView } from './export-progress.tsx'
import { ExportResultView } from './export-result.tsx'
import { useExport } from './use-export.ts'

export type ExportPanelProps = {
  session: EditorSession
  onClose: () => void
  /** Flushes everything to disk, then reloads the page. */
  onReload: () => void
}

/** A panel from the right over the editor; on a phone the whole screen. Load it lazily: it imports the ZIP writer. */
export function ExportPanel({ session, onClose, onReload }: ExportPanelProps) {
  useReturnFocus()
  const project = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.getProject(),
    () => session.getProject(),
  )
  const { state, start, cancel, retry, save, back } = useExport({ project, media: session.media })

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
        <ExportForm project={project} media={session.media} notice={state.notice} onExport={start} />
      )}
      {state.kind === 'running' && <ExportProgressView state={state} onCancel={cancel} />}
      {state.kind === 'finished' && (
        <ExportResultView
          state={state}
          onRetry={() => retry(state.files, state.failures)}
          onSave={(completeness) => save(state.files, completeness)}
          onBack={back}
          onClose={onClose}
          onReload={onReload}
        />
      )}
    </Drawer>
  )
}

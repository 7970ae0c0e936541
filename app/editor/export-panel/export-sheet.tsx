import { Button } from '@mantine/core'
import { definePart, usePart } from '#app/ui/lazy-part.tsx'
import classes from './export-panel.module.css'
import type { ExportPanelProps } from './export-panel.tsx'

const exportPanel = definePart(async () => (await import('./export-panel.tsx')).ExportPanel)

/**
 * The export panel, loaded on first use, because it imports the ZIP writer. Where its code cannot be loaded (offline
 * without the service worker, or an older build that the server no longer has) the editor stays and the sheet shows an
 * error.
 */
export function ExportSheet(props: ExportPanelProps) {
  const { state, retry } = usePart(exportPanel)
  if (state.kind === 'ready') return <state.Component {...props} />
  if (state.kind === 'loading') return null
  return (
    <dialog ref={showModal} className={classes.failure} aria-label="Export" onClose={props.onClose}>
      <p className={classes.check} role="alert">
        The export could not be opened, because a part of AppFrames could not be loaded. Your work is
        untouched. Check the connection and try again; if that does not help, reload the page: what you did is
        saved first.
      </p>
      <Button fullWidth size="md" onClick={retry}>
        Try again
      </Button>
      <Button fullWidth size="md" variant="default" onClick={props.onReload}>
        Reload
      </Button>
      <Button fullWidth size="md" variant="subtle" onClick={props.onClose}>
        Close
      </Button>
    </dialog>
  )
}

const showModal = (dialog: HTMLDialogElement | null) => dialog?.showModal()

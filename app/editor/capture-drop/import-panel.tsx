import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { listRefusals, summariseRefusals } from '#app/media/gather-refusals.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import classes from './capture-drop.module.css'
import type { ImportReport } from './plan-import.ts'
import type { ImportProgress } from './use-capture-import.ts'

type ImportPanelProps = {
  progress: ImportProgress | undefined
  report: ImportReport | undefined
  onCancel: () => void
  onDismiss: () => void
}

/** Progress of an import, then the rejected files with the reasons. Stays until it is dismissed. */
export function ImportPanel({ progress, report, onCancel, onDismiss }: ImportPanelProps) {
  return (
    <div className={classes.panelPlace} role="status">
      {progress !== undefined && (
        <div className={classes.panel}>
          <div className={classes.panelHead}>
            <strong>
              {progress.total === 1
                ? 'Adding a capture…'
                : `Adding captures: ${progress.done} of ${progress.total}`}
            </strong>
            <button type="button" className={controls.button} onClick={onCancel}>
              Cancel
            </button>
          </div>
          <progress
            className={classes.bar}
            max={progress.total}
            value={progress.done}
            aria-label="Captures added"
          />
        </div>
      )}
      {report !== undefined && <Report report={report} onDismiss={onDismiss} />}
    </div>
  )
}

function Report({ report, onDismiss }: { report: ImportReport; onDismiss: () => void }) {
  const { importedCount, cancelledCount, refused, warnings } = report
  return (
    <div className={classes.panel}>
      <div className={classes.panelHead}>
        <IconAlertTriangle size={16} stroke={1.75} className={classes.warning} aria-hidden />
        <strong>{summarise(report)}</strong>
        <IconButton label="Dismiss" onClick={onDismiss} tooltipPosition="top">
          <IconX size={16} stroke={1.75} />
        </IconButton>
      </div>
      <ul className={classes.list}>
        {listRefusals(refused).map((message) => (
          <li key={message}>{message}</li>
        ))}
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
        {cancelledCount > 0 && (
          <li>
            {cancelledCount} {cancelledCount === 1 ? 'file was' : 'files were'} not added because you
            cancelled.
            {importedCount > 0 && ' What was already added stays; undo takes it back.'}
          </li>
        )}
      </ul>
    </div>
  )
}

function summarise({ importedCount, refused, cancelledCount }: ImportReport): string {
  const added = importedCount === 1 ? '1 capture added' : `${importedCount} captures added`
  if (refused.length > 0) {
    const text = summariseRefusals(refused)
    return importedCount > 0 ? `${added}, ${text}` : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  }
  if (cancelledCount > 0) return importedCount > 0 ? `Cancelled: ${added}` : 'Cancelled: nothing was added'
  return `${added}, with a remark`
}

import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { ImportProgress } from '#app/media/joint-import.ts'
import classes from './import-status.module.css'
import type { ImportReport } from './use-import.ts'

type ImportStatusProps = {
  progress: ImportProgress | undefined
  report: ImportReport | undefined
  onCancel: () => void
  onDismiss: () => void
  /** The title while it runs. */
  nameProgress: (progress: ImportProgress) => string
  /** Name of the bar. */
  label: string
  /** Its place on the page. */
  className: string | undefined
}

/** Progress of an import, then the rejected files with the reasons. Stays until it is dismissed. */
export function ImportStatus(props: ImportStatusProps) {
  const { progress, report, onCancel, onDismiss, nameProgress, label, className } = props
  return (
    <div className={`${classes.place} ${className}`} role="status">
      {progress !== undefined && (
        <div className={classes.card}>
          <div className={classes.head}>
            <strong>{nameProgress(progress)}</strong>
            <button type="button" className={classes.cancel} onClick={onCancel}>
              Cancel
            </button>
          </div>
          <progress className={classes.bar} max={progress.total} value={progress.done} aria-label={label} />
        </div>
      )}
      {report !== undefined && (
        <div className={classes.card}>
          <div className={classes.head}>
            <IconAlertTriangle size={16} stroke={1.75} className={classes.warning} aria-hidden />
            <strong>{report.summary}</strong>
            <button type="button" className={classes.dismiss} aria-label="Dismiss" onClick={onDismiss}>
              <IconX size={16} stroke={1.75} aria-hidden />
            </button>
          </div>
          <ul className={classes.problems}>
            {report.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

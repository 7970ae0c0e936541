import { Button, CloseButton } from '@mantine/core'
import classes from './media-page.module.css'
import type { useMediaImport } from './use-media-import.ts'

type ImportStatusProps = Omit<ReturnType<typeof useMediaImport>, 'importFiles'>

export function ImportStatus({ progress, report, cancel, dismiss }: ImportStatusProps) {
  return (
    <div className={classes.importPlace} role="status">
      {progress !== undefined && (
        <div className={classes.importCard}>
          <div className={classes.importHead}>
            <strong>{`Adding files: ${progress.done} of ${progress.total}`}</strong>
            <Button size="xs" variant="default" onClick={cancel}>
              Cancel
            </Button>
          </div>
          <progress
            className={classes.importBar}
            max={progress.total}
            value={progress.done}
            aria-label="Files added"
          />
        </div>
      )}
      {report !== undefined && (
        <div className={classes.importCard}>
          <div className={classes.importHead}>
            <strong>{report.summary}</strong>
            <CloseButton aria-label="Dismiss" onClick={dismiss} />
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

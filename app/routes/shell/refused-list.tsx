import { Button } from '@mantine/core'
import classes from './status-chip.module.css'

/** A push that the account rejects as it is: kept on this device until it is tried again. */
export type RefusedPush = { id: string; projectName: string; message: string }

export type RefusedListProps = {
  refused: readonly RefusedPush[]
  onRetry?: ((id: string) => void) | undefined
  onExport?: ((id: string) => void) | undefined
}

export function RefusedList({ refused, onRetry, onExport }: RefusedListProps) {
  return (
    <div className={classes.pending}>
      <span className={classes.caption}>Not taken by your account</span>
      <ul className={classes.refused}>
        {refused.map(({ id, projectName, message }) => (
          <li key={id}>
            <span className={classes.refusedName}>{projectName}</span>
            <span className={classes.refusedMessage}>{message}</span>
            <span className={classes.buttons}>
              {onRetry !== undefined && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Try again: ${projectName}`}
                  onClick={() => onRetry(id)}
                >
                  Try again
                </Button>
              )}
              {onExport !== undefined && (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={`Save as a file: ${projectName}`}
                  onClick={() => onExport(id)}
                >
                  Save as a file
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

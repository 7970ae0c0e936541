import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { VersionsError } from '../ports/history.ts'
import classes from './controls.module.css'

type LoadErrorProps = { kind: VersionsError['kind']; message: string; onRetry: () => void }

/** Why something of the account is not shown, and what can be done about it. */
export function LoadError({ kind, message, onRetry }: LoadErrorProps) {
  return (
    <div className={classes.loadError} role="status">
      <p>{message}</p>
      {kind === 'signed-out' ? (
        <Button component={Link} to="/sign-in" variant="default" size="xs">
          Sign in
        </Button>
      ) : (
        <Button variant="default" size="xs" onClick={onRetry}>
          Ask again
        </Button>
      )}
    </div>
  )
}

import { Button, Loader } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Link, useLocation } from 'react-router'
import type { Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import type { SyncDescription } from './describe-sync.ts'
import { RefusedList, type RefusedPush } from './refused-list.tsx'
import classes from './status-chip.module.css'
import { StatusIcon } from './status-icon.tsx'

export type SyncDetails = {
  /** Names of the projects with pending changes, the longest waiting first. */
  pendingNames: readonly string[]
  lastSyncedAtMs?: number | undefined
  /** Projects in which both this and another device changed the same. */
  toReview: readonly { id: string; name: string }[]
  /** Pushes that the account rejects as they are. */
  refused: readonly RefusedPush[]
}

export type SyncPanelProps = {
  status: SyncStatus
  description: SyncDescription
  signedIn: boolean
  /** Read only while the panel is open. */
  details?: Observable<SyncDetails> | undefined
  onSyncNow?: (() => void) | undefined
  /** Where the project itself is open: shows what is to be reviewed there. */
  onReview?: (() => void) | undefined
  onReload?: (() => void) | undefined
  onRetryRefused?: ((id: string) => void) | undefined
  onExportRefused?: ((id: string) => void) | undefined
  /** The panel has led somewhere else. */
  onDone: () => void
}

const noDetails: SyncDetails = { pendingNames: [], toReview: [], refused: [] }
const nothing: Observable<SyncDetails> = { get: () => noDetails, subscribe: () => () => undefined }

/** The chip's panel: the meaning of the status, pending changes, and the button with the remedy. */
export function SyncPanel(props: SyncPanelProps) {
  const { status, description, details = nothing, onRetryRefused, onExportRefused } = props
  const { pendingNames, lastSyncedAtMs, toReview, refused } = useSyncExternalStore(
    details.subscribe,
    details.get,
    () => noDetails,
  )
  return (
    <>
      <p className={classes.heading} data-kind={status.kind}>
        <StatusIcon kind={status.kind} size={18} />
        {description.label}
      </p>
      <p className={classes.meaning}>{description.meaning}</p>
      {toReview.length > 0 && props.onReview === undefined && (
        <ReviewList projects={toReview} onFollow={props.onDone} />
      )}
      {refused.length > 0 && (
        <RefusedList refused={refused} onRetry={onRetryRefused} onExport={onExportRefused} />
      )}
      {pendingNames.length > 0 && <PendingList names={pendingNames} />}
      {lastSyncedAtMs !== undefined && status.kind !== 'synced' && (
        <p className={classes.meaning}>
          Last synced <TimeAgo atMs={lastSyncedAtMs} />
        </p>
      )}
      <Help {...props} />
    </>
  )
}

/** One button, the remedy; a second beside it only where reviewing does not wait for the network. */
function Help({ status, signedIn, onSyncNow, onReview, onReload, onDone }: SyncPanelProps) {
  const { pathname } = useLocation()
  const signIn = `/sign-in?${new URLSearchParams({ redirectTo: pathname })}`
  const isSignedOut = !signedIn || (status.kind === 'error' && status.reason === 'signed-out')
  if (isSignedOut) {
    return (
      <Button component={Link} to={signIn} variant="default" fullWidth>
        Sign in
      </Button>
    )
  }
  if (status.kind === 'error' && status.reason === 'outdated' && onReload !== undefined) {
    return (
      <Button fullWidth onClick={onReload}>
        Reload
      </Button>
    )
  }
  return (
    <div className={classes.buttons}>
      {status.kind === 'conflict' && onReview !== undefined && (
        <Button
          fullWidth
          onClick={() => {
            onDone()
            onReview()
          }}
        >
          Review
        </Button>
      )}
      {onSyncNow !== undefined && (
        // Never disabled while it works: a keyboard user would lose the focus, and Escape with it.
        <Button
          variant="default"
          fullWidth
          aria-busy={status.kind === 'syncing'}
          leftSection={status.kind === 'syncing' && <Loader size="xs" color="currentColor" />}
          onClick={onSyncNow}
        >
          {status.kind === 'error' && status.reason !== 'refused' && status.reason !== 'full'
            ? 'Try again'
            : 'Sync now'}
        </Button>
      )}
    </div>
  )
}

function ReviewList({ projects, onFollow }: { projects: SyncDetails['toReview']; onFollow: () => void }) {
  return (
    <div className={classes.pending}>
      <span className={classes.caption}>To review</span>
      <ul>
        {projects.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/projects/${id}?panel=review`} className={classes.link} onClick={onFollow}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

const shownNames = 4

function PendingList({ names }: { names: readonly string[] }) {
  const rest = names.length - shownNames
  return (
    <div className={classes.pending}>
      <span className={classes.caption}>Waiting to sync</span>
      <ul>
        {names.slice(0, shownNames).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the list is only text
          <li key={index} translate="no">
            {name}
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </div>
  )
}

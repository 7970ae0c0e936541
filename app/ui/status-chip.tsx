import { Button, Popover } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import classes from './status-chip.module.css'
import { StatusIcon } from './status-icon.tsx'
import { describeSync, type SyncFact } from './sync-words.ts'
import { TimeAgo } from './time-ago.tsx'

/** The shape of the sync room's Store<SyncStatus>. */
export interface SyncFactStore {
  get(): SyncFact
  subscribe(listener: () => void): () => void
}

export type SyncDetails = {
  /** Names of the projects with something to send, the longest waiting first. */
  pendingNames: readonly string[]
  lastSyncedAtMs?: number | undefined
}

export type StatusChipProps = {
  store: SyncFactStore
  signedIn: boolean
  /** Nothing reaches the disk in this browser: “Saved on this device” would be a lie. */
  sessionOnly?: boolean | undefined
  /** Asked for when the popover opens and at every change of the status. */
  getDetails?: (() => SyncDetails) | undefined
  onSyncNow?: (() => void) | undefined
}

const noDetails: SyncDetails = { pendingNames: [] }

/** The status in words with a small icon; opens what is pending, when it was last synced, and "Sync now". */
export function StatusChip({ store, signedIn, sessionOnly, getDetails, onSyncNow }: StatusChipProps) {
  const [opened, setOpened] = useState(false)
  // The server knows nothing about this device: it leaves the chip out.
  const fact = useSyncExternalStore(store.subscribe, store.get, () => undefined)
  if (fact === undefined) return null

  const { label, meaning } = describeSync(fact, { signedIn, sessionOnly, nowMs: Date.now() })
  const details = opened ? (getDetails?.() ?? noDetails) : noDetails
  const isUrgent = fact.kind === 'error' || fact.kind === 'unsaved' || fact.kind === 'offline'

  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={304}>
        <Popover.Target>
          <button
            type="button"
            className={classes.chip}
            data-kind={fact.kind}
            aria-label={label}
            onClick={() => setOpened(!opened)}
          >
            <StatusIcon kind={fact.kind} />
            <span className={classes.label}>{label}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.panel} aria-label="Saving and syncing">
          <p className={classes.heading} data-kind={fact.kind}>
            <StatusIcon kind={fact.kind} size={18} />
            {label}
          </p>
          <p className={classes.meaning}>{meaning}</p>
          {details.pendingNames.length > 0 && <PendingList names={details.pendingNames} />}
          {details.lastSyncedAtMs !== undefined && fact.kind !== 'synced' && (
            <p className={classes.meaning}>
              Last synced <TimeAgo atMs={details.lastSyncedAtMs} />
            </p>
          )}
          {signedIn && onSyncNow && (
            <Button variant="default" fullWidth loading={fact.kind === 'syncing'} onClick={onSyncNow}>
              {fact.kind === 'error' ? 'Try again' : 'Sync now'}
            </Button>
          )}
          {!signedIn && (
            <Button component={Link} to="/sign-in" variant="default" fullWidth>
              Sign in
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      {/* Every "Saving" read aloud would be noise; what needs attention is. */}
      <span className="ui-visually-hidden" role="status">
        {isUrgent ? `${label}. ${meaning}` : ''}
      </span>
    </>
  )
}

function PendingList({ names }: { names: readonly string[] }) {
  const shown = names.slice(0, 4)
  const rest = names.length - shown.length
  return (
    <div className={classes.pending}>
      <span className={classes.caption}>Waiting to sync</span>
      <ul>
        {shown.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the list is only text
          <li key={index}>{name}</li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </div>
  )
}

import { useSyncExternalStore } from 'react'
import type { Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import { describeSync } from './describe-sync.ts'
import classes from './status-chip.module.css'
import { StatusIcon } from './status-icon.tsx'
import type { SyncPanelProps } from './sync-panel.tsx'

export type StatusChipProps = Omit<SyncPanelProps, 'status' | 'description' | 'onDone'> & {
  store: Observable<SyncStatus>
  /** Nothing reaches the disk in this browser: “Saved on this device” would be a lie. */
  sessionOnly?: boolean | undefined
}

const popover = definePart(async () => (await import('./status-popover.tsx')).StatusPopover)

const urgentKinds: ReadonlySet<SyncStatus['kind']> = new Set(['error', 'unsaved', 'offline', 'conflict'])

/** The status as text with a small icon; opens pending changes, the time of the last sync, and "Sync now". */
export function StatusChip({ store, sessionOnly, ...panel }: StatusChipProps) {
  const { buttonProps, isOpen, close } = useOverlayButton(popover)
  // The server has no data about this device: it leaves the chip out.
  const status = useSyncExternalStore(store.subscribe, store.get, () => undefined)
  if (status === undefined) return null

  const description = describeSync(status, { signedIn: panel.signedIn, sessionOnly, nowMs: Date.now() })

  return (
    <>
      <div className={classes.place}>
        <button
          {...buttonProps}
          className={classes.chip}
          data-kind={status.kind}
          aria-label={description.label}
          aria-haspopup="dialog"
        >
          <StatusIcon kind={status.kind} />
          <span className={classes.label}>{description.label}</span>
        </button>
        {isOpen && <LazyPart part={popover} props={{ ...panel, status, description, onDone: close }} />}
      </div>
      {/* Announcing every "Saving" would be noise; states that need attention are announced. */}
      <span className="ui-visually-hidden" role="status">
        {urgentKinds.has(status.kind) ? `${description.label}. ${description.meaning}` : ''}
      </span>
    </>
  )
}

import { Popover } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import classes from './status-chip.module.css'
import { StatusIcon } from './status-icon.tsx'
import { SyncPanel, type SyncPanelProps } from './sync-panel.tsx'
import { describeSync, type SyncFact } from './sync-words.ts'

/** The shape of the sync room's Store<SyncStatus>. */
export interface SyncFactStore {
  get(): SyncFact
  subscribe(listener: () => void): () => void
}

export type StatusChipProps = Omit<SyncPanelProps, 'fact' | 'words' | 'onDone'> & {
  store: SyncFactStore
  /** Nothing reaches the disk in this browser: “Saved on this device” would be a lie. */
  sessionOnly?: boolean | undefined
}

const urgentKinds: ReadonlySet<SyncFact['kind']> = new Set(['error', 'unsaved', 'offline', 'conflict'])

/** The status in words with a small icon; opens what is pending, when it was last synced, and "Sync now". */
export function StatusChip({ store, sessionOnly, ...panel }: StatusChipProps) {
  const [opened, setOpened] = useState(false)
  // The server knows nothing about this device: it leaves the chip out.
  const fact = useSyncExternalStore(store.subscribe, store.get, () => undefined)
  if (fact === undefined) return null

  const words = describeSync(fact, { signedIn: panel.signedIn, sessionOnly, nowMs: Date.now() })

  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320}>
        <Popover.Target>
          <button
            type="button"
            className={classes.chip}
            data-kind={fact.kind}
            aria-label={words.label}
            onClick={() => setOpened(!opened)}
          >
            <StatusIcon kind={fact.kind} />
            <span className={classes.label}>{words.label}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.panel}>
          {opened && <SyncPanel {...panel} fact={fact} words={words} onDone={() => setOpened(false)} />}
        </Popover.Dropdown>
      </Popover>
      {/* Every "Saving" read aloud would be noise; what needs attention is. */}
      <span className="ui-visually-hidden" role="status">
        {urgentKinds.has(fact.kind) ? `${words.label}. ${words.meaning}` : ''}
      </span>
    </>
  )
}

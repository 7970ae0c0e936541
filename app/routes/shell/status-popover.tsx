import { Popover } from '@mantine/core'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import classes from './status-chip.module.css'
import { SyncPanel, type SyncPanelProps } from './sync-panel.tsx'

/** The panel of the status chip; anchored to the place it is rendered in. */
export function StatusPopover({ onDone, ...panel }: SyncPanelProps) {
  return (
    <Popover
      opened
      onChange={(isOpen) => isOpen || onDone()}
      position="bottom-end"
      width={320}
      trapFocus
      returnFocus={false}
    >
      <Popover.Target>
        <PopupAnchor className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={panel.description.label}>
        <SyncPanel {...panel} onDone={onDone} />
      </Popover.Dropdown>
    </Popover>
  )
}

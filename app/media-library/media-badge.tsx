import { Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconClock,
  IconCloudCheck,
  IconCloudUp,
  IconDeviceMobile,
} from '@tabler/icons-react'
import classes from './media-badge.module.css'
import type { MediaItem } from './media-library.ts'
import { describeBadge, explainBadge } from './plan-library.ts'

const icons = {
  'only-here': IconDeviceMobile,
  waiting: IconClock,
  uploading: IconCloudUp,
  synced: IconCloudCheck,
  failed: IconAlertTriangle,
} as const

/** Where the original is, in words with a small icon. A failed one is the button that tries again. */
export function MediaBadge({
  item,
  onRetry,
  quiet = false,
}: {
  item: MediaItem
  onRetry: () => void
  /** Says nothing where there is nothing to say: synced. */
  quiet?: boolean
}) {
  const { badge } = item
  const Icon = icons[badge.kind]
  const words = describeBadge(badge)
  const inside = (
    <>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span className={quiet && badge.kind === 'synced' ? 'ui-visually-hidden' : undefined}>{words}</span>
    </>
  )
  return (
    <Tooltip label={explainBadge(item)} multiline maw={260}>
      {badge.kind === 'failed' ? (
        <button type="button" className={classes.badge} data-kind={badge.kind} onClick={onRetry}>
          {inside}
        </button>
      ) : (
        <span className={classes.badge} data-kind={badge.kind}>
          {inside}
        </span>
      )}
    </Tooltip>
  )
}

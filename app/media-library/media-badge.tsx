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

/** The location of the original, as text with a small icon. A failed one is a button that retries. */
export function MediaBadge({
  item,
  onRetry,
  quiet = false,
}: {
  item: MediaItem
  onRetry: () => void
  /** Empty for a synced file. */
  quiet?: boolean
}) {
  const { badge } = item
  const Icon = icons[badge.kind]
  const text = describeBadge(badge)
  const inside = (
    <>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span className={quiet && badge.kind === 'synced' ? 'ui-visually-hidden' : undefined}>{text}</span>
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

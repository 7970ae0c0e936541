import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconCircleCheck,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDeviceFloppy,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { SyncStatus } from '#app/sync/status.ts'

const icons: Record<SyncStatus['kind'], ComponentType<{ size?: number; stroke?: number }>> = {
  'saved-locally': IconCircleCheck,
  saving: IconDeviceFloppy,
  syncing: IconCloudUp,
  synced: IconCloudCheck,
  offline: IconCloudOff,
  conflict: IconArrowsSplit2,
  error: IconAlertTriangle,
  unsaved: IconAlertTriangle,
}

export function StatusIcon({ kind, size = 16 }: { kind: SyncStatus['kind']; size?: number }) {
  const Icon = icons[kind]
  return <Icon size={size} stroke={1.75} />
}

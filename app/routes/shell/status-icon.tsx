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
import type { SyncFact } from './describe-sync.ts'

const icons: Record<SyncFact['kind'], ComponentType<{ size?: number; stroke?: number }>> = {
  'saved-locally': IconCircleCheck,
  saving: IconDeviceFloppy,
  syncing: IconCloudUp,
  synced: IconCloudCheck,
  offline: IconCloudOff,
  conflict: IconArrowsSplit2,
  error: IconAlertTriangle,
  unsaved: IconAlertTriangle,
}

export function StatusIcon({ kind, size = 16 }: { kind: SyncFact['kind']; size?: number }) {
  const Icon = icons[kind]
  return <Icon size={size} stroke={1.75} />
}

import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice-bar.module.css'

export type NoticeBarProps = {
  /** `danger`: work is not being saved; `warning`: it is, with a limit; `info`: good to know. */
  tone: 'info' | 'warning' | 'danger'
  /** What happened, what it means for the work, what to do. */
  children: ReactNode
  /** A button or link that does it. */
  action?: ReactNode
  onDismiss?: (() => void) | undefined
}

/** One sentence across the top of a page: "This device is out of space…", "A new version is ready". */
export function NoticeBar({ tone, children, action, onDismiss }: NoticeBarProps) {
  return (
    <div className={classes.bar} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      {tone === 'info' ? (
        <IconInfoCircle size={18} stroke={1.75} />
      ) : (
        <IconAlertTriangle size={18} stroke={1.75} />
      )}
      <div className={classes.text}>{children}</div>
      {action}
      {onDismiss && <CloseButton aria-label="Dismiss" size="md" onClick={onDismiss} />}
    </div>
  )
}

import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice-bar.module.css'

export type NoticeBarProps = {
  /** `danger`: edits are not being saved; `warning`: they are, with a limit; `info`: information only. */
  tone: 'info' | 'warning' | 'danger'
  /** The event, its consequence for the user's projects, and what to do. */
  children: ReactNode
  /** A button or link with the remedy. */
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
      {onDismiss && (
        <button type="button" className={classes.dismiss} aria-label="Dismiss" onClick={onDismiss}>
          <IconX size={18} stroke={1.75} />
        </button>
      )}
    </div>
  )
}

import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './controls.module.css'

/** A collapsible part of a panel; `<details>` works by keyboard and without scripts. */
export function Section({
  title,
  children,
  action,
  open = true,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
  open?: boolean
}) {
  return (
    <details className={classes.section} open={open}>
      <summary className={classes.sectionTitle}>
        <span>{title}</span>
        <IconChevronDown size={14} className={classes.chevron} aria-hidden />
      </summary>
      <div className={classes.sectionBody}>{children}</div>
      {action !== undefined && <div className={classes.sectionAction}>{action}</div>}
    </details>
  )
}

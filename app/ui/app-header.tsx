import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import classes from './app-header.module.css'
import { LogoMark } from './logo.tsx'

export type AppHeaderProps = AccountMenuProps & {
  /** The page's search field; takes the middle. */
  search?: ReactNode
  /** A StatusChip. */
  status?: ReactNode
}

export function AppHeader({ search, status, ...account }: AppHeaderProps) {
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.home} aria-label="AppFrames, all projects">
        <LogoMark />
        <span className={classes.wordmark}>AppFrames</span>
      </Link>
      <div className={classes.middle}>{search}</div>
      <div className={classes.end}>
        {status}
        <AccountMenu {...account} />
      </div>
    </header>
  )
}

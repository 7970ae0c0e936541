import { IconPhoto } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { LogoMark } from '#app/ui/logo.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import classes from './app-header.module.css'

export type AppHeaderProps = AccountMenuProps & {
  /** The page's search field; takes the middle. */
  search?: ReactNode
  /** A StatusChip. */
  status?: ReactNode
}

export function AppHeader({ search, status, ...account }: AppHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.start}>
        <Link to="/" className={classes.home} aria-label="AppFrames, all projects">
          <LogoMark />
          <span className={classes.wordmark}>AppFrames</span>
        </Link>
        <NavLink to="/media" className={() => classes.page} aria-label="Media">
          <IconPhoto size={18} stroke={1.5} aria-hidden />
          <span className={classes.pageName}>Media</span>
        </NavLink>
      </div>
      <div className={classes.middle}>{search}</div>
      <div className={classes.end}>
        {status}
        <AccountMenu {...account} />
      </div>
    </header>
  )
}

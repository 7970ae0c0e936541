import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { LogoMark } from '#app/ui/logo.tsx'
import classes from './auth-card.module.css'

/** The layout of all pages about signing in: the logo, a title, one narrow column. */
export function AuthFrame({
  title,
  intro,
  children,
}: {
  title: string
  intro?: string
  children: ReactNode
}) {
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Link to="/" className={classes.home}>
          <LogoMark />
          AppFrames
        </Link>
      </header>
      <main className={classes.main}>
        <h1 className={classes.title}>{title}</h1>
        {intro && <p className={classes.lead}>{intro}</p>}
        {children}
      </main>
    </div>
  )
}

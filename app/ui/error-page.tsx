import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './error-page.module.css'
import { LogoMark } from './logo.tsx'

export type ErrorPageProps = {
  /** The headline: "This page does not exist". */
  title: string
  /** The consequence for the user's projects and what to do, in plain words. */
  children: ReactNode
  /** Details for a report: the error's message and stack, collapsed. */
  technical?: string | undefined
  /** Shown when a reload may help. */
  canReload?: boolean
}

export function ErrorPage({ title, children, technical, canReload = false }: ErrorPageProps) {
  return (
    <main className={classes.page}>
      <title>{`${title} · AppFrames`}</title>
      <LogoMark size={40} />
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{children}</p>
      <div className={classes.actions}>
        {canReload && <Button onClick={() => window.location.reload()}>Reload</Button>}
        <Button component={Link} to="/" variant={canReload ? 'default' : 'filled'}>
          All projects
        </Button>
      </div>
      {technical && (
        <details className={classes.details}>
          <summary>Technical details</summary>
          <pre>{technical}</pre>
        </details>
      )}
    </main>
  )
}

export function NotFoundPage() {
  return (
    <ErrorPage title="This page does not exist">
      The address may be mistyped, or the project was deleted. Your projects are all in the list.
    </ErrorPage>
  )
}

export function CrashPage({ error }: { error: unknown }) {
  const technical = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return (
    <ErrorPage title="AppFrames ran into a problem" technical={technical} canReload>
      Everything that was marked as saved is safe on this device. Reload to go on. If the problem comes back
      with one project, the others still open from the list.
    </ErrorPage>
  )
}

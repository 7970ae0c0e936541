import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './auth-card.module.css'
import { AuthFrame } from './auth-frame.tsx'

export type AuthOutcomeProps = {
  title: string
  /** What happened, what it means, what to do. */
  message: string
  /** `calm`: nothing went wrong. */
  tone?: 'calm' | 'problem'
  action?: ReactNode
  alternative: { label: string; to: string }
}

/** The result of a flow through another site: Google, a link in a mail. */
export function AuthOutcome({ title, message, tone = 'problem', action, alternative }: AuthOutcomeProps) {
  return (
    <AuthFrame title={title}>
      <div className={classes.card}>
        <p className={classes.outcome} data-tone={tone} role={tone === 'problem' ? 'alert' : 'status'}>
          {message}
        </p>
        {action}
      </div>
      <p className={classes.alternative}>
        <Link to={alternative.to}>{alternative.label}</Link>
      </p>
    </AuthFrame>
  )
}

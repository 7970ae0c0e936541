import { type ReactNode, useId } from 'react'
import classes from './account-page.module.css'

/** One subject of the account page: a heading, a sentence, and what can be done about it. */
export function AccountSection(props: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { title, lead, children } = props
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={classes.section}>
      <div>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {lead && <p className={classes.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  )
}

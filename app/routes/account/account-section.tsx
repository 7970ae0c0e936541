import { type ReactNode, useId } from 'react'
import classes from './account-page.module.css'

/** One subject of the account page: a heading, a sentence, and what can be done about it. */
export function AccountSection(props: { title: string; intro?: ReactNode; children: ReactNode }) {
  const { title, intro, children } = props
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={classes.section}>
      <div>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {intro && <p className={classes.lead}>{intro}</p>}
      </div>
      {children}
    </section>
  )
}

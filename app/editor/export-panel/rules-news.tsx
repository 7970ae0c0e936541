import { IconInfoCircle } from '@tabler/icons-react'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { MovedSlot } from '#app/export/find-moved-slots.ts'
import classes from './export-panel.module.css'
import { formatDate } from './format-date.ts'

/** What moved in the stores' slots since the last export of this project. */
export function RulesNews({ moved }: { moved: readonly MovedSlot[] }) {
  if (moved.length === 0) return null
  return (
    <section aria-label="What moved since the last export">
      <p className={classes.check}>
        <IconInfoCircle className={classes.quiet} size={18} stroke={1.75} aria-hidden />
        <span>
          The stores’ slots of {formatDate(storeRulesAsOf)} are newer than the last export of this project:
        </span>
      </p>
      <ul className={classes.checks}>
        {moved.map(({ text, sizeNames }) => (
          <li key={text} className={classes.check}>
            <span>
              {text} <span className={classes.quiet}>{sizeNames.join(', ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconCloudDown } from '@tabler/icons-react'
import { useState } from 'react'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { PreflightItem } from '#app/export/plan-preflight.ts'
import classes from './export-panel.module.css'
import type { Preflight } from './use-preflight.ts'

const shownAtFirst = 4

/** `items` undefined: still being checked. */
export function PreflightList({ items, fetching }: Preflight) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? items : items?.slice(0, shownAtFirst)
  const hidden = (items?.length ?? 0) - (shown?.length ?? 0)
  return (
    <section className={classes.group} aria-labelledby="export-checks" aria-busy={items === undefined}>
      <h3 id="export-checks" className={classes.legend}>
        Before you upload
      </h3>
      {fetching !== undefined && (
        <p className={classes.check} role="status">
          <IconCloudDown className={classes.quiet} size={18} stroke={1.75} aria-hidden />
          <span>{`Fetching captures from your account: ${fetching.done} of ${fetching.total}`}</span>
        </p>
      )}
      {fetching === undefined && items?.length === 0 && (
        <p className={classes.check}>
          <IconCircleCheck className={classes.good} size={18} stroke={1.75} aria-hidden />
          <span>Nothing to correct.</span>
        </p>
      )}
      {shown !== undefined && shown.length > 0 && (
        <ul className={classes.checks}>
          {shown.map((item) => (
            <li key={`${item.screenName} ${item.message}`} className={classes.check}>
              <LevelIcon level={item.level} />
              <span>
                {item.screenName !== undefined && (
                  <span className={classes.screenName} translate="no">{`${item.screenName}: `}</span>
                )}
                {item.message}
              </span>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <UnstyledButton className={classes.more} onClick={() => setShowsAll(true)}>
          Show {hidden} more
        </UnstyledButton>
      )}
      <p className={classes.quiet}>
        By the stores’ rules as of {formatDate(storeRulesAsOf)}. They change without notice.
      </p>
    </section>
  )
}

function LevelIcon({ level }: { level: PreflightItem['level'] }) {
  if (level === 'error') {
    return <IconCircleX className={classes.bad} size={18} stroke={1.75} role="img" aria-label="Problem" />
  }
  return (
    <IconAlertTriangle
      className={classes.warn}
      size={18}
      stroke={1.75}
      role="img"
      aria-label="Worth a look"
    />
  )
}

function formatDate(isoDate: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(isoDate))
}

import { useState } from 'react'
import { Choice } from '../controls/choice.tsx'
import { AccountVersionList } from './account-version-list.tsx'
import { TimelineList } from './timeline-list.tsx'
import classes from './versions.module.css'
import { useVersions } from './versions-context.ts'

type Kind = 'device' | 'account'

const kinds = [
  { value: 'device', label: 'This device' },
  { value: 'account', label: 'Account' },
] as const satisfies ReadonlyArray<{ value: Kind; label: string }>

/** The project's edits, and the versions in the account: each can be previewed and restored. */
export function HistoryPanel() {
  const { timeline, show } = useVersions()
  const [kind, setKind] = useState<Kind>('device')
  if (timeline === undefined) return <p className={classes.note}>This project has no history here.</p>
  return (
    <div className={classes.history} data-own-keys>
      <div className={classes.kinds}>
        <Choice
          label="Whose history"
          value={kind}
          options={kinds}
          onChange={(next) => {
            show(undefined)
            setKind(next)
          }}
        />
      </div>
      {kind === 'device' ? (
        <TimelineList timeline={timeline} />
      ) : (
        <AccountVersionList versions={timeline.versions} />
      )}
    </div>
  )
}

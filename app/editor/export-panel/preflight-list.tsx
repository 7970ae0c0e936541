import { UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconCloudDown,
  IconInfoCircle,
  IconProgressCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import { storeRuleSources, storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import { findPreflightGroup, type PreflightGroup, type PreflightItem } from '#app/export/preflight-item.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './export-panel.module.css'
import { formatDate } from './format-date.ts'
import { performFix, showPlace } from './preflight-actions.ts'
import findings from './preflight-list.module.css'
import type { Preflight } from './use-preflight.ts'

const shownAtFirst = 4

const groupNames: Readonly<Record<PreflightGroup, string>> = {
  store: 'Store rules',
  captures: 'Captures',
  captions: 'Captions',
  layout: 'Layout',
}

type PreflightListProps = Preflight & {
  /** After the editor shows the place. */
  onShown: () => void
}

/** By group, each with “Show” and, where one change plainly mends it, that change. Those found so far are listed while the check goes on. */
export function PreflightList({ items, checking, fetching, onShown }: PreflightListProps) {
  const advice = items?.filter(({ level }) => level === 'advice') ?? []
  const faults = items?.filter(({ level }) => level !== 'advice')
  const groups = (Object.keys(groupNames) as PreflightGroup[]).flatMap((group) => {
    const ofGroup = faults?.filter(({ kind }) => findPreflightGroup(kind) === group) ?? []
    return ofGroup.length === 0 ? [] : [{ group, items: ofGroup }]
  })
  return (
    <section className={classes.group} aria-labelledby="export-checks" aria-busy={checking !== undefined}>
      <h3 id="export-checks" className={classes.legend}>
        Before you upload
      </h3>
      {fetching !== undefined && (
        <p className={classes.check} role="status">
          <IconCloudDown className={classes.quiet} size={18} stroke={1.75} aria-hidden />
          <span>{`Fetching captures from your account: ${fetching.done} of ${fetching.total}`}</span>
        </p>
      )}
      {fetching === undefined && checking !== undefined && (
        <p className={classes.check}>
          <IconProgressCheck className={classes.quiet} size={18} stroke={1.75} aria-hidden />
          <span>{`Checking: ${checking.done} of ${checking.total} pictures`}</span>
        </p>
      )}
      {fetching === undefined && checking === undefined && items === undefined && (
        <p className={classes.check} role="status">
          The check could not be finished. The export names each picture that cannot be made.
        </p>
      )}
      {fetching === undefined && checking === undefined && faults?.length === 0 && (
        <p className={classes.check}>
          <IconCircleCheck className={classes.good} size={18} stroke={1.75} aria-hidden />
          <span>Nothing to correct.</span>
        </p>
      )}
      {groups.map(({ group, items: ofGroup }) => (
        <PreflightGroupList key={group} name={groupNames[group]} items={ofGroup} onShown={onShown} />
      ))}
      {advice.length > 0 && <PreflightGroupList name="Advice" items={advice} onShown={onShown} />}
      <p className={classes.quiet}>
        By the stores’ rules as of {formatDate(storeRulesAsOf)} ({storeRuleSources}). They change without
        notice, and the stores decide.
      </p>
    </section>
  )
}

type GroupListProps = { name: string; items: readonly PreflightItem[]; onShown: () => void }

function PreflightGroupList({ name, items, onShown }: GroupListProps) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? items : items.slice(0, shownAtFirst)
  const hidden = items.length - shown.length
  return (
    <>
      <h4 className={findings.groupName}>
        {name} <span className={findings.quietCount}>{items.length}</span>
      </h4>
      <ul className={classes.checks}>
        {shown.map((item) => (
          <PreflightRow key={`${item.screenName} ${item.message}`} item={item} onShown={onShown} />
        ))}
      </ul>
      {hidden > 0 && (
        <UnstyledButton className={findings.more} onClick={() => setShowsAll(true)}>
          Show {hidden} more
        </UnstyledButton>
      )}
    </>
  )
}

function PreflightRow({ item, onShown }: { item: PreflightItem; onShown: () => void }) {
  const editor = useEditor()
  const { level, screenName, message, at, fix } = item
  const place = screenName === undefined ? '' : `${screenName}: `
  return (
    <li className={classes.check}>
      <LevelIcon level={level} />
      <div className={findings.finding}>
        <span className={classes.screenName} translate="no">
          {place}
        </span>
        {message}
        <span className={findings.actions}>
          {at !== undefined && (
            <UnstyledButton
              className={findings.action}
              aria-label={`Show: ${place}${message}`}
              onClick={() => {
                showPlace(editor, at)
                onShown()
              }}
            >
              Show
            </UnstyledButton>
          )}
          {fix !== undefined && !editor.readOnly && (
            <UnstyledButton
              className={findings.action}
              aria-label={`${fix.label}: ${place}${message}`}
              onClick={() => performFix(editor, item)}
            >
              {fix.label}
            </UnstyledButton>
          )}
        </span>
      </div>
    </li>
  )
}

function LevelIcon({ level }: { level: PreflightItem['level'] }) {
  if (level === 'error') {
    return <IconCircleX className={classes.bad} size={18} stroke={1.75} role="img" aria-label="Problem" />
  }
  if (level === 'advice') {
    return <IconInfoCircle className={classes.quiet} size={18} stroke={1.75} role="img" aria-label="Advice" />
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

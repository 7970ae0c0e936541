import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import type { AccountVersion, AccountVersions, VersionsTrouble } from '../ports/history.ts'
import { useProject, useWorkbench } from '../state/use-editor.ts'
import { describeTrouble } from './describe-trouble.ts'
import { dayKeyOf, formatClock, nameDay } from './format-moment.ts'
import { moveInList } from './move-in-list.ts'
import classes from './versions.module.css'
import { useVersions } from './versions-context.ts'

type State =
  | { kind: 'asking' }
  | { kind: 'ok'; versions: readonly AccountVersion[] }
  | { kind: 'trouble'; trouble: VersionsTrouble }

/** The versions in the account: looked at, and restored as a new one. */
export function AccountVersionList({ versions }: { versions: AccountVersions }) {
  const { readOnly } = useWorkbench()
  const { shown, show } = useVersions()
  const name = useProject((project) => project.name)
  const [state, setState] = useState<State>({ kind: 'asking' })
  const [said, setSaid] = useState('')
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    let isGone = false
    void versions.list().then((answer) => {
      if (isGone) return
      setState(answer.kind === 'ok' ? answer : { kind: 'trouble', trouble: answer })
    })
    return () => {
      isGone = true
    }
  }, [versions, round])

  const askAgain = () => setRound((before) => before + 1)

  async function restore(revision: number, words: string): Promise<void> {
    setSaid('Restoring…')
    const answer = await versions.restore(revision)
    if (answer.kind !== 'ok') {
      setSaid(describeTrouble(answer))
      return
    }
    setSaid('')
    show(undefined)
    askAgain()
    const { replacedRevision } = answer
    if (replacedRevision === undefined) return
    showUndoToast({
      id: 'restored',
      text: `Restored ${words}`,
      onUndo: () => void restore(replacedRevision, 'what was there before'),
    })
  }

  async function look(version: AccountVersion, isNewest: boolean): Promise<void> {
    const key = keyOf(version)
    const words = describeMoment(version)
    const answer = await versions.read(version.revision)
    if (answer.kind !== 'ok') {
      setSaid(describeTrouble(answer))
      return
    }
    setSaid('')
    show({
      key,
      title: nameVersion(version),
      detail: `${words} · in your account`,
      project: answer.project,
      ...(isNewest || readOnly
        ? {}
        : {
            action: {
              label: 'Restore this version',
              perform: () => void restore(version.revision, `the version of ${words}`),
            },
          }),
    })
  }

  if (state.kind === 'asking') return <p className={classes.note}>Asking your account…</p>
  if (state.kind === 'trouble') return <Trouble trouble={state.trouble} onRetry={askAgain} />
  const days = groupByDay(state.versions)
  const newest = state.versions[0]
  return (
    <>
      <p className={classes.said} role="status">
        {said}
      </p>
      <div className={classes.list} data-entries>
        {days.map((day) => (
          <section key={day.key} aria-label={day.words}>
            <h3 className={classes.day}>{day.words}</h3>
            <ol className={classes.entries}>
              {day.versions.map((version) => (
                <li key={version.revision}>
                  <button
                    type="button"
                    data-entry
                    onKeyDown={(event) => moveInList(event, () => show(undefined))}
                    className={classes.entry}
                    disabled={version.isDeletion}
                    aria-pressed={shown?.key === keyOf(version)}
                    onClick={() => void look(version, version === newest)}
                  >
                    <span className={classes.words}>
                      {version.isDeletion ? 'Deleted' : nameVersion(version)}
                      {!version.isDeletion && version.name !== name && (
                        <span className={classes.count} translate="no">{` “${version.name}”`}</span>
                      )}
                    </span>
                    <time className={classes.time} dateTime={new Date(version.atMs).toISOString()}>
                      {version === newest ? 'Newest' : formatClock(version.atMs)}
                    </time>
                  </button>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </>
  )
}

const keyOf = ({ revision }: AccountVersion) => `version ${revision}`
const nameVersion = ({ label, revision }: AccountVersion) => label ?? `Version ${revision}`
const describeMoment = ({ atMs }: AccountVersion) => `${nameDay(atMs, Date.now())}, ${formatClock(atMs)}`

function Trouble({ trouble, onRetry }: { trouble: VersionsTrouble; onRetry: () => void }) {
  return (
    <div className={classes.trouble} role="status">
      <p>{describeTrouble(trouble)}</p>
      {trouble.kind === 'signed-out' ? (
        <Button component={Link} to="/sign-in" variant="default" size="xs">
          Sign in
        </Button>
      ) : (
        <Button variant="default" size="xs" onClick={onRetry}>
          Ask again
        </Button>
      )}
    </div>
  )
}

function groupByDay(versions: readonly AccountVersion[]) {
  const days: { key: string; words: string; versions: AccountVersion[] }[] = []
  for (const version of versions) {
    const key = dayKeyOf(version.atMs)
    const day = days.at(-1)
    if (day?.key === key) day.versions.push(version)
    else days.push({ key, words: nameDay(version.atMs, Date.now()), versions: [version] })
  }
  return days
}

import { useEffect, useState } from 'react'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import { LoadError } from '../controls/load-error.tsx'
import type { AccountVersion, AccountVersions, VersionsError } from '../ports/history.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { dayKeyOf, formatClock, nameDay } from './format-moment.ts'
import { moveInList } from './move-in-list.ts'
import classes from './versions.module.css'
import { useVersions } from './versions-context.ts'

type State =
  | { kind: 'loading' }
  | { kind: 'ok'; versions: readonly AccountVersion[] }
  | { kind: 'error'; loadError: VersionsError }

/** The versions in the account: previewed, and restored as a new version. */
export function AccountVersionList({ versions }: { versions: AccountVersions }) {
  const { readOnly } = useEditor()
  const { shown, show } = useVersions()
  const name = useProject((project) => project.name)
  const [state, setState] = useState<State>({ kind: 'loading' })
  const [message, setMessage] = useState('')
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round loads the list again
  useEffect(() => {
    let isGone = false
    void versions.list().then((response) => {
      if (isGone) return
      setState(response.kind === 'ok' ? response : { kind: 'error', loadError: response })
    })
    return () => {
      isGone = true
    }
  }, [versions, round])

  const reload = () => setRound((before) => before + 1)

  async function restore(revision: number, title: string): Promise<void> {
    setMessage('Restoring…')
    const response = await versions.restore(revision)
    if (response.kind !== 'ok') {
      setMessage(describeVersionsError(response))
      return
    }
    setMessage('')
    show(undefined)
    reload()
    const { replacedRevision } = response
    if (replacedRevision === undefined) return
    showUndoToast({
      id: 'restored',
      text: `Restored ${title}`,
      onUndo: () => void restore(replacedRevision, 'what was there before'),
    })
  }

  async function look(version: AccountVersion, isNewest: boolean): Promise<void> {
    const key = keyOf(version)
    const title = describeMoment(version)
    const response = await versions.read(version.revision)
    if (response.kind !== 'ok') {
      setMessage(describeVersionsError(response))
      return
    }
    setMessage('')
    show({
      key,
      title: nameVersion(version),
      detail: `${title} · in your account`,
      project: resolveProject(response.project),
      ...(isNewest || readOnly
        ? {}
        : {
            action: {
              label: 'Restore this version',
              perform: () => void restore(version.revision, `the version of ${title}`),
            },
          }),
    })
  }

  if (state.kind === 'loading') return <p className={classes.note}>Asking your account…</p>
  if (state.kind === 'error')
    return (
      <div className={classes.failed}>
        <LoadError
          kind={state.loadError.kind}
          message={describeVersionsError(state.loadError)}
          onRetry={reload}
        />
      </div>
    )
  const days = groupByDay(state.versions)
  const newest = state.versions[0]
  return (
    <>
      <p className={classes.message} role="status">
        {message}
      </p>
      <div className={classes.list} data-entries>
        {days.map((day) => (
          <section key={day.key} aria-label={day.title}>
            <h3 className={classes.day}>{day.title}</h3>
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
                    <span className={classes.text}>
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

function groupByDay(versions: readonly AccountVersion[]) {
  const days: { key: string; title: string; versions: AccountVersion[] }[] = []
  for (const version of versions) {
    const key = dayKeyOf(version.atMs)
    const day = days.at(-1)
    if (day?.key === key) day.versions.push(version)
    else days.push({ key, title: nameDay(version.atMs, Date.now()), versions: [version] })
  }
  return days
}

function describeVersionsError(loadError: VersionsError): string {
  switch (loadError.kind) {
    case 'signed-out':
      return 'Versions in your account are there when you are signed in. What was done on this device is in the other list.'
    case 'not-there':
      return 'Your account does not have this project yet. Versions appear here after its first sync.'
    case 'offline':
      return 'Your account cannot be reached right now. What was done on this device is in the other list.'
    case 'refused':
      return loadError.message
  }
}

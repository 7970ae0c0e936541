import { IconDevices } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { cutLabel } from '#app/document/changes/change.ts'
import { returnToVersion } from '#app/document/changes/rewind-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import type { EditorTimeline, TimelineRow } from '../ports/history.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor } from '../state/use-editor.ts'
import { dayKeyOf, formatClock, nameDay } from './format-moment.ts'
import { moveInList } from './move-in-list.ts'
import { findVersionAt, planTimeline, type TimelineEntry } from './plan-timeline.ts'
import classes from './versions.module.css'
import { useVersions } from './versions-context.ts'

type Loaded = { project: ProjectDocument; rows: readonly TimelineRow[] }

/** The steps in this device's log, by day, the newest first. */
export function TimelineList({ timeline }: { timeline: EditorTimeline }) {
  const editor = useEditor()
  const { shown, show } = useVersions()
  const loaded = useTimeline(timeline, editor)
  const days = useMemo(() => planTimeline(loaded?.rows ?? [], dayKeyOf), [loaded])
  const newest = days[0]?.entries[0]

  if (loaded === undefined) return <p className={classes.note}>Reading the history…</p>
  if (newest === undefined) {
    return <p className={classes.note}>Nothing was changed on this device yet. Each edit shows up here.</p>
  }

  function look(entry: TimelineEntry, { project, rows }: Loaded): void {
    const version = findVersionAt(project, rows, entry.seq)
    const title = entry.title
    show({
      key: keyOf(entry),
      title,
      detail: `${nameDay(entry.atMs, Date.now())}, ${formatClock(entry.atMs)} · ${describeDevice(entry)}`,
      project: version && resolveProject(version),
      ...(version === undefined || entry === newest || editor.readOnly
        ? {}
        : {
            action: {
              label: 'Go back to here',
              perform: () => {
                goBack(editor, version, title)
                show(undefined)
              },
            },
          }),
    })
  }

  return (
    <div className={classes.list} data-entries>
      {days.map((day) => (
        <section key={day.key} aria-label={nameDay(day.atMs, Date.now())}>
          <h3 className={classes.day}>{nameDay(day.atMs, Date.now())}</h3>
          <ol className={classes.entries}>
            {day.entries.map((entry) => (
              <li key={entry.seq}>
                <EntryButton
                  entry={entry}
                  isNow={entry === newest}
                  isShown={shown?.key === keyOf(entry)}
                  onPreview={() => look(entry, loaded)}
                  onLeave={() => show(undefined)}
                />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

const keyOf = (entry: TimelineEntry) => `step ${entry.seq}`
const describeDevice = ({ isRemote }: TimelineEntry) => (isRemote ? 'another device' : 'this device')

type EntryButtonProps = {
  entry: TimelineEntry
  isNow: boolean
  isShown: boolean
  onPreview: () => void
  onLeave: () => void
}

function EntryButton({ entry, isNow, isShown, onPreview, onLeave }: EntryButtonProps) {
  return (
    <button
      type="button"
      data-entry
      className={classes.entry}
      aria-pressed={isShown}
      onKeyDown={(event) => moveInList(event, onLeave)}
      onClick={onPreview}
    >
      <span className={classes.text}>
        {entry.title}
        {entry.count > 1 && <span className={classes.count}> ×{entry.count}</span>}
      </span>
      {entry.isRemote && (
        <span className={classes.remote} role="img" aria-label="on another device">
          <IconDevices size={15} stroke={1.5} />
        </span>
      )}
      <time className={classes.time} dateTime={new Date(entry.atMs).toISOString()}>
        {isNow ? 'Now' : formatClock(entry.atMs)}
      </time>
    </button>
  )
}

/** Reads again a moment after each change: writes reach the disk a few milliseconds later. */
function useTimeline(timeline: EditorTimeline, { session }: EditorController): Loaded | undefined {
  const [loaded, setLoaded] = useState<Loaded>()
  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timeline.read().then(
        (next) => isGone || next === undefined || setLoaded(next),
        (error: unknown) => console.warn('The history of the project could not be read.', error),
      )
    }
    const readSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(read, 120)
    }
    read()
    const ends = [session.subscribe(readSoon), session.saveStatus.subscribe(readSoon)]
    return () => {
      isGone = true
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [timeline, session])
  return loaded
}

/** A new change like any other: it can be undone, it syncs, and the history names it. */
function goBack(editor: EditorController, version: ProjectDocument, title: string): void {
  const { session } = editor
  const label = cutLabel(`Go back to “${title}”`)
  editor.editDocument(label, (project) => returnToVersion(project, version))
  showUndoToast({
    id: 'went-back',
    text: `Went back to “${title}”`,
    onUndo: () => {
      // After another edit the toast's undo would undo that edit instead.
      if (session.history.get().undoLabel === label) session.undo()
    },
  })
}

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import classes from '../ports/conflicts.module.css'
import type { EditorConflict, EditorConflicts } from '../ports/conflicts.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { ConflictCard } from './conflict-card.tsx'
import { formatClock, nameDay } from './format-moment.ts'
import { planItems } from './plan-items.ts'
import { useVersions } from './versions-context.ts'

const none: EditorConflicts = {
  get: () => [],
  subscribe: () => () => undefined,
  markReviewed: () => Promise.resolve(),
  dismiss: () => Promise.resolve(),
  decide: () => Promise.resolve(),
}

/** The values discarded when two devices changed the same place, one by one, until each was reviewed. */
export function ConflictsPanel() {
  const conflicts = useVersions().conflicts ?? none
  const records = useObservable(conflicts)
  if (records.length === 0) {
    return (
      <p className={classes.empty} role="status">
        Nothing to review. When another device changes the same thing as this one, both versions show up here.
      </p>
    )
  }
  return (
    <div className={classes.panel} data-own-keys>
      <p className={classes.intro}>
        This project also changed on another device. Nothing is lost: choose what should stay.
      </p>
      {records.map((record) => (
        <Record key={record.id} record={record} conflicts={conflicts} />
      ))}
    </div>
  )
}

function Record({ record, conflicts }: { record: EditorConflict; conflicts: EditorConflicts }) {
  const when = `${nameDay(record.atMs, Date.now())}, ${formatClock(record.atMs)}`
  return (
    <section className={classes.record} aria-label={`Conflict of ${when}`}>
      <header className={classes.recordHead}>
        <h3>{when}</h3>
        {record.kind === 'fields' && (
          <button type="button" className={classes.quiet} onClick={() => void conflicts.dismiss(record.id)}>
            Dismiss all
          </button>
        )}
      </header>
      <RecordBody record={record} conflicts={conflicts} />
    </section>
  )
}

function RecordBody({ record, conflicts }: { record: EditorConflict; conflicts: EditorConflicts }) {
  switch (record.kind) {
    case 'fields':
      return <Places record={record} conflicts={conflicts} />
    case 'restored':
      return <Restored record={record} conflicts={conflicts} />
    case 'ask':
      return <UnmergedConflict record={record} conflicts={conflicts} />
  }
}

type Of<Kind extends EditorConflict['kind']> = {
  record: Extract<EditorConflict, { kind: Kind }>
  conflicts: EditorConflicts
}

function Places({ record, conflicts }: Of<'fields'>) {
  const project = useProject((now) => now)
  const items = planItems(record.entries, [project])
  return (
    <ul className={classes.items}>
      {items.map((item) => (
        <ConflictCard
          key={item.key}
          item={item}
          onReviewed={() =>
            void conflicts.markReviewed(
              record.id,
              item.entries.map(({ path }) => path),
            )
          }
        />
      ))}
    </ul>
  )
}

function Restored({ record, conflicts }: Of<'restored'>) {
  return (
    <div className={classes.card}>
      <p className={classes.sentence}>
        {record.deletedHere
          ? 'This project was deleted on this device while another device was still changing it. Changes win over a deletion, so it is back.'
          : 'This project was deleted on another device while you were changing it here. Changes win over a deletion, so it is back.'}
      </p>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => void conflicts.dismiss(record.id)}>
          Keep it
        </Button>
      </div>
    </div>
  )
}

function UnmergedConflict({ record, conflicts }: Of<'ask'>) {
  const { readOnly } = useEditor()
  const [isOpen, setIsOpen] = useState(false)
  const { theirs } = record
  return (
    <div className={classes.card}>
      <p className={classes.sentence}>
        Two versions of the whole project are waiting for you. Until you choose, this one is saved on this
        device and not synced.
      </p>
      <div className={classes.actions}>
        <Button size="xs" disabled={readOnly || theirs === undefined} onClick={() => setIsOpen(true)}>
          Compare and choose
        </Button>
      </div>
      {isOpen && theirs !== undefined && (
        <CompareDialog
          theirs={theirs}
          entries={record.entries}
          onClose={() => setIsOpen(false)}
          onDecide={(keep) => conflicts.decide(record.id, keep)}
        />
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import classes from '../ports/conflicts.module.css'
import type { Side } from '../ports/conflicts.ts'
import { useEditor } from '../state/use-editor.ts'
import { keepBoth, keepSide, showPlace } from './conflict-actions.ts'
import type { ConflictItem } from './plan-items.ts'

/** One conflict: each device's value, and the choice between them. */
export function ConflictCard({ item, onReviewed }: { item: ConflictItem; onReviewed: () => void }) {
  const editor = useEditor()
  const { readOnly, session } = editor

  function choose(act: () => string | undefined, caption: string): void {
    const label = act()
    onReviewed()
    if (label === undefined) return
    showUndoToast({
      id: 'settled',
      text: caption,
      onUndo: () => {
        // After another edit the toast's undo would undo that edit instead.
        if (session.history.get().undoLabel === label) session.undo()
      },
    })
  }

  const keep = (side: Side) => choose(() => keepSide(editor, item, side), `${item.place}: kept ${side}`)

  return (
    <li className={classes.card}>
      <button type="button" className={classes.place} onClick={() => showPlace(editor, item)}>
        {item.place}
      </button>
      <dl className={classes.sides}>
        <SideValue name="This device" caption={item.mine} isNow={item.kept === 'mine'} />
        <SideValue name="Other device" caption={item.theirs} isNow={item.kept === 'theirs'} />
      </dl>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form, these are buttons with effects */}
      <div className={classes.actions} role="group" aria-label={item.place}>
        <Button variant="default" size="xs" disabled={readOnly} onClick={() => keep('mine')}>
          Keep mine
        </Button>
        <Button variant="default" size="xs" disabled={readOnly} onClick={() => keep('theirs')}>
          Keep theirs
        </Button>
        {item.canKeepBoth && (
          <Button
            variant="default"
            size="xs"
            disabled={readOnly}
            onClick={() => choose(() => keepBoth(editor, item), `${item.place}: kept both`)}
          >
            Keep both
          </Button>
        )}
      </div>
    </li>
  )
}

const colour = /^#[0-9a-f]{6}/i

function SideValue({ name, caption, isNow }: { name: string; caption: string; isNow: boolean }) {
  return (
    <div className={classes.side}>
      <dt>
        <span translate="no">{name}</span>
        {isNow && <span className={classes.now}> · in the project now</span>}
      </dt>
      <dd>
        {colour.test(caption) && (
          <span className={classes.dot} style={{ background: caption }} aria-hidden="true" />
        )}
        {caption}
      </dd>
    </div>
  )
}

import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useObservable } from '#app/observable/use-observable.ts'
import { findKeys } from '#app/ui/keyboard/key-binding.ts'
import { redo, undo } from '../actions/history-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { keyTable } from '../interaction/key-table.ts'
import { useEditor } from '../state/use-editor.ts'

/** The tooltips name the edit that would be undone; the accessible names stay short. */
export function HistoryButtons() {
  const editor = useEditor()
  const { session, readOnly } = editor
  const { undoLabel, redoLabel } = useObservable(session.history)
  return (
    <>
      <IconButton
        label={undoLabel === undefined ? 'Undo' : `Undo: ${undoLabel}`}
        shortcut={findKeys(keyTable, 'undo')}
        disabled={readOnly || undoLabel === undefined}
        onClick={() => undo(editor)}
      >
        <IconArrowBackUp size={18} stroke={1.5} />
      </IconButton>
      <IconButton
        label={redoLabel === undefined ? 'Redo' : `Redo: ${redoLabel}`}
        shortcut={findKeys(keyTable, 'redo')}
        disabled={readOnly || redoLabel === undefined}
        onClick={() => redo(editor)}
      >
        <IconArrowForwardUp size={18} stroke={1.5} />
      </IconButton>
    </>
  )
}

import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useObservable } from '#app/observable/use-observable.ts'
import { redo, undo } from '../actions/history-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
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
        shortcut="mod+Z"
        disabled={readOnly || undoLabel === undefined}
        onClick={() => undo(editor)}
      >
        <IconArrowBackUp size={18} stroke={1.5} />
      </IconButton>
      <IconButton
        label={redoLabel === undefined ? 'Redo' : `Redo: ${redoLabel}`}
        shortcut="mod+shift+Z"
        disabled={readOnly || redoLabel === undefined}
        onClick={() => redo(editor)}
      >
        <IconArrowForwardUp size={18} stroke={1.5} />
      </IconButton>
    </>
  )
}

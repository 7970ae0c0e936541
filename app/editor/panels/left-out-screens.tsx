import type { StoredScreen } from '#app/document/model/schema.ts'
import { isLinked } from '#app/document/model/screen-link.ts'
import { resetToMaster } from '../actions/reset-to-master.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

/** Screens of the master that this size leaves out, to be brought back. */
export function LeftOutScreens() {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const row = useProject(() => editor.session.getDocument().screensByCanvasSize[canvasSizeId])
  const leftOut = Object.values<StoredScreen>(row ?? {}).filter(
    (screen) => isLinked(screen) && screen.overrides.hidden === true,
  )
  if (leftOut.length === 0 || editor.readOnly) return null
  const bringBack = () =>
    resetToMaster(
      editor,
      'Bring back screens',
      leftOut.map(({ id }) => ({ canvasSizeId, screenId: id, fields: ['hidden'] })),
    )
  return (
    <p className={classes.note}>
      {leftOut.length === 1 ? 'One screen is' : `${leftOut.length} screens are`} left out in this size.{' '}
      <button type="button" className={classes.bringBack} onClick={bringBack}>
        Bring back
      </button>
    </p>
  )
}

import { Button } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { addScreenAfter } from '../actions/screen-actions.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './stage.module.css'

/** The empty stage: a drop zone of the canvas' shape that names what may be dropped. */
export function EmptyStage({ onPick, onTemplates }: { onPick: () => void; onTemplates: () => void }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, 'portrait')
  return (
    <div className={classes.empty}>
      <div
        className={classes.emptyCanvas}
        style={{ '--canvas-width': widthPx, '--canvas-height': heightPx } as CSSProperties}
      >
        <IconPhotoPlus size={40} stroke={1.25} aria-hidden />
        <h2>Drop captures of your app</h2>
        <p>
          PNG, JPEG or WebP, one or many. Each gets a screen in the device its size belongs to. Paste works
          too.
        </p>
        {!editor.readOnly && (
          <div className={classes.emptyActions}>
            <Button onClick={onPick}>Choose captures</Button>
            <Button variant="default" onClick={() => addScreenAfter(editor, undefined)}>
              Start with the sample layout
            </Button>
            <Button variant="default" onClick={onTemplates}>
              Choose a template
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

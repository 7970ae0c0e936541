import { IconRotate } from '@tabler/icons-react'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { planRotateHandle } from '../geometry/plan-rotate-handle.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { frameBox } from './frame-box.ts'
import { cursorOf, listHandles } from './handles.ts'
import classes from './overlay.module.css'
import { boxStyle } from './place-box.ts'
import { useFollowPreview } from './use-follow-preview.ts'

/** The outline of the selection; with handles when it is one editable element. */
export function SelectionFrame({ screen, readOnly }: { screen: Screen; readOnly: boolean }) {
  countStageRender()
  const { measureBox, fonts, stageState } = useEditor()
  useObservable(fonts.version)
  const scale = useObservable(stageState.scale)
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  useUi((ui) => ui.locale)
  const selectedIds = useUi((ui) => ui.selectedIds)
  const editing = useUi((ui) => ui.editingId !== undefined)
  const frameRef = useFollowPreview(screen.id, selectedIds)
  const elements = selectedIds.flatMap((id) => screen.elements[id] ?? [])
  const box = frameBox(elements.map(measureBox))
  if (box === undefined || editing) return null
  const [only] = elements
  const single = elements.length === 1 ? only : undefined
  const handles = readOnly || single === undefined || single.locked ? [] : listHandles(single)
  const canvasPx = findCanvasPx(canvasSizeId, screen.orientation)
  const rotatePlace =
    handles.length === 0
      ? undefined
      : planRotateHandle({
          box,
          others: Object.values<Element>(screen.elements)
            .filter((element) => element !== single && element.visible && !element.locked)
            .map(measureBox),
          canvasHeight: canvasPx.heightPx / canvasPx.widthPx,
          unitPx: scale * canvasPx.widthPx,
        })

  return (
    <>
      {elements.length > 1 &&
        selectedIds.map((id) => {
          const element = screen.elements[id]
          return element === undefined ? null : (
            <i
              key={id}
              className={classes.member}
              style={boxStyle(measureBox(element))}
              data-selection-member={id}
            />
          )
        })}
      <div
        ref={frameRef}
        className={classes.selection}
        style={boxStyle(box)}
        data-selection
        data-locked={single?.locked || undefined}
      >
        {handles.map((name) => (
          <i
            key={name}
            className={classes.handle}
            data-handle={name}
            data-of={single?.type}
            style={{ cursor: cursorOf(name, box.rotation) }}
          />
        ))}
        {rotatePlace !== undefined && (
          <i
            className={classes.rotate}
            data-handle="rotate"
            data-place={rotatePlace}
            title="Rotate (Shift: steps of 15°)"
          >
            <IconRotate size={12} stroke={2.25} />
          </i>
        )}
        <output className={classes.sizeLabel} data-size-label hidden />
      </div>
    </>
  )
}

import { IconRotate } from '@tabler/icons-react'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import type { Box } from '../geometry/box.ts'
import { planRotateHandle } from '../geometry/plan-rotate-handle.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { measureArtboard, placeInRow } from '../state/place-in-row.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import { frameBox } from './frame-box.ts'
import { cursorOf, type HandleName, listHandles } from './handles.ts'
import classes from './overlay.module.css'
import { boxStyle } from './place-box.ts'
import { useFollowPreview } from './use-follow-preview.ts'

/** The outlines of what is selected on a screen besides the current one. */
export function MemberFrames({ screen }: { screen: Screen }) {
  const { measureBox } = useEditor()
  const also = useUi(({ alsoSelected }) => alsoSelected.find(({ screenId }) => screenId === screen.id))
  return also?.elementIds.map((id) => {
    const element = screen.elements[id]
    return element === undefined ? null : (
      <i
        key={id}
        className={classes.member}
        style={boxStyle(measureBox(element))}
        data-selection-member={id}
      />
    )
  })
}

/** The boxes of what is selected on other screens, in canvas widths of this one. */
function useBoxesElsewhere(screen: Screen): readonly Box[] {
  const { measureBox, stageState } = useEditor()
  const alsoSelected = useUi((ui) => ui.alsoSelected)
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screens = useProject((project) =>
    alsoSelected.length === 0 ? undefined : project.screensByCanvasSize[canvasSizeId],
  )
  const home = stageState.screens.get(screen.id)
  if (alsoSelected.length === 0 || home === undefined) return []
  const to = measureArtboard(home.artboard)
  return alsoSelected.flatMap(({ screenId, elementIds }) => {
    const staged = stageState.screens.get(screenId)
    if (staged === undefined) return []
    const from = measureArtboard(staged.artboard)
    return elementIds.flatMap((id) => {
      const element = screens?.[screenId]?.elements[id]
      return element === undefined ? [] : [placeInRow(measureBox(element), from, to)]
    })
  })
}

const cornerHandles: readonly HandleName[] = ['nw', 'ne', 'se', 'sw']

/** The outline of the selection; with handles when it can be resized: one element, or several as one. */
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
  const elsewhere = useBoxesElsewhere(screen)
  const box = frameBox([...elements.map(measureBox), ...elsewhere])
  if (box === undefined || editing) return null
  const [only] = elements
  const single = elements.length === 1 && elsewhere.length === 0 ? only : undefined
  const isMovable = !readOnly && elements.some(({ locked }) => !locked)
  const handles = !isMovable ? [] : single === undefined ? cornerHandles : listHandles(single)
  const canvasPx = findCanvasPx(canvasSizeId, screen.orientation)
  const rotatePlace =
    handles.length === 0
      ? undefined
      : planRotateHandle({
          box,
          others: Object.values<Element>(screen.elements)
            .filter((element) => !elements.includes(element) && element.visible && !element.locked)
            .map(measureBox),
          canvasHeight: canvasPx.heightPx / canvasPx.widthPx,
          unitPx: scale * canvasPx.widthPx,
        })

  return (
    <>
      {single === undefined &&
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

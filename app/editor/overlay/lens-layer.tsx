import { type KeyboardEvent, useRef } from 'react'
import type { Element, FrameElement, Lens, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { editSelection, previewSelection } from '../actions/element-actions.ts'
import { StageHandle } from '../controls/stage-handle.tsx'
import { useHandleDraft } from '../controls/use-handle-draft.ts'
import { aimLens, planLensPoint, planLensRegion } from '../geometry/lens-region.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './lens-layer.module.css'
import { boxStyle } from './place-box.ts'

type Aim = Pick<Lens, 'x' | 'y'>

/** What the selected magnifier enlarges, outlined on its device: dragged, or moved by the arrow keys. */
export function LensLayer({ screen }: { screen: Screen }) {
  const selectedIds = useUi((ui) => ui.selectedIds)
  const [only] = selectedIds
  const element = only !== undefined && selectedIds.length === 1 ? screen.elements[only] : undefined
  const lens = element?.type === 'shape' && !element.locked ? element.lens : undefined
  const frame = lens && screen.elements[lens.frameId]
  if (element?.type !== 'shape' || lens === undefined || frame?.type !== 'frame') return null
  return <Region key={only} element={element} lens={lens} frame={frame} />
}

type RegionProps = { element: ShapeElement; lens: Lens; frame: FrameElement }

function Region({ element, lens, frame }: RegionProps) {
  const editor = useEditor()
  const rootRef = useRef<HTMLDivElement>(null)
  const { name } = element
  const { draft, show, drop, step, blur } = useHandleDraft<Aim>({
    preview: (next) => previewSelection(editor, aimed(next)),
    end(next) {
      if (next !== undefined) editSelection(editor, `Aim ${name}`, aimed(next))
      editor.preview.clear()
    },
  })
  const box = editor.measureBox(frame)
  const aim = draft ?? lens
  const at = planLensPoint(frame, box, aim)

  const stepAim = (event: KeyboardEvent) =>
    step(event, ([across, down]) => {
      const size = event.shiftKey ? 0.1 : 0.01
      return aimLens(frame, box, { x: at.x + across * size, y: at.y + down * size })
    })
  const [across, down] = [Math.round(aim.x * 100), Math.round(aim.y * 100)]
  return (
    <div ref={rootRef} className={classes.layer} data-lens-layer>
      <i className={classes.region} style={boxStyle(planLensRegion(element, lens.zoom, at))} />
      <StageHandle
        label={`What ${name} enlarges`}
        at={at}
        value={across}
        valueText={`${across} % from the left, ${down} % from the top of ${frame.name}`}
        most={100}
        rootRef={rootRef}
        onMove={(to) => show(aimLens(frame, box, to))}
        onEnd={drop}
        onKeyDown={stepAim}
        onBlur={blur}
      />
    </div>
  )
}

const aimed =
  (aim: Aim) =>
  (item: Element): Element =>
    item.type === 'shape' && item.lens !== undefined ? { ...item, lens: { ...item.lens, ...aim } } : item

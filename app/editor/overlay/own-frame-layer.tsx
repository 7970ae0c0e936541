import { type KeyboardEvent, useRef } from 'react'
import type { OwnFrame } from '#app/document/model/own-frame.ts'
import type { Element, FrameElement, Screen } from '#app/document/model/schema.ts'
import { editSelection, previewSelection } from '../actions/element-actions.ts'
import { StageHandle } from '../controls/stage-handle.tsx'
import { useHandleDraft } from '../controls/use-handle-draft.ts'
import {
  dragEdge,
  type FrameEdge,
  frameEdges,
  moveEdge,
  placeEdge,
  readEdge,
} from '../own-frame/frame-edges.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './lens-layer.module.css'

const edgeNames: Readonly<Record<FrameEdge, string>> = {
  left: 'Left edge',
  right: 'Right edge',
  top: 'Upper edge',
  bottom: 'Lower edge',
}

/** The edges of the screen in the selected frame of one's own: dragged, or moved by the arrow keys. */
export function OwnFrameLayer({ screen }: { screen: Screen }) {
  const selectedIds = useUi((ui) => ui.selectedIds)
  const [only] = selectedIds
  const element = only !== undefined && selectedIds.length === 1 ? screen.elements[only] : undefined
  if (element?.type !== 'frame' || element.locked || element.device.ownFrame === undefined) return null
  return <Edges key={only} element={element} ownFrame={element.device.ownFrame} />
}

function Edges({ element, ownFrame }: { element: FrameElement; ownFrame: OwnFrame }) {
  const editor = useEditor()
  const rootRef = useRef<HTMLDivElement>(null)
  const { name } = element
  const { draft, show, drop, step, blur } = useHandleDraft<OwnFrame>({
    preview: (next) => previewSelection(editor, framed(next)),
    end(next) {
      if (next !== undefined) editSelection(editor, `Set screen of ${name}`, framed(next))
      editor.preview.clear()
    },
  })
  const shown = draft ?? ownFrame
  const placed = { box: editor.measureBox(element), flips: element }

  const stepEdge = (edge: FrameEdge, event: KeyboardEvent) =>
    step(event, ([across, down]) => {
      const size = event.shiftKey ? 0.01 : 0.001
      const along = edge === 'left' || edge === 'right' ? across : down
      return moveEdge(shown, edge, readEdge(shown, edge) + along * size)
    })
  return (
    <div ref={rootRef} className={classes.layer} data-own-frame-layer>
      {frameEdges.map((edge) => (
        <StageHandle
          key={edge}
          label={`${edgeNames[edge]} of the screen of ${name}`}
          at={placeEdge(shown, edge, placed)}
          value={Math.round(readEdge(shown, edge) * 1000)}
          valueText={`${Math.round(readEdge(shown, edge) * 1000) / 10} %`}
          most={1000}
          rootRef={rootRef}
          onMove={(to) => show(dragEdge(shown, edge, { ...placed, to }))}
          onEnd={drop}
          onKeyDown={(event) => stepEdge(edge, event)}
          onBlur={blur}
        />
      ))}
    </div>
  )
}

const framed =
  (ownFrame: OwnFrame) =>
  (item: Element): Element =>
    item.type === 'frame' && item.device.ownFrame !== undefined
      ? { ...item, device: { ...item.device, ownFrame } }
      : item

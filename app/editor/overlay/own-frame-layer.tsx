import { type KeyboardEvent, useRef, useState } from 'react'
import type { OwnFrame } from '#app/document/model/own-frame.ts'
import type { Element, FrameElement, Screen } from '#app/document/model/schema.ts'
import { editSelection, previewSelection } from '../actions/element-actions.ts'
import { keySteps, StageHandle } from '../controls/stage-handle.tsx'
import {
  dragEdge,
  type FrameEdge,
  frameEdges,
  moveEdge,
  placeEdge,
  readEdge,
} from '../own-frame/frame-edges.ts'
import { useBurst } from '../state/use-burst.ts'
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
  const [draft, setDraft] = useState<OwnFrame>()
  const burst = useBurst<OwnFrame>((next) => end(next))
  const shown = draft ?? ownFrame
  const placed = { box: editor.measureBox(element), flips: element }
  const { name } = element

  const show = (next: OwnFrame) => {
    setDraft(next)
    previewSelection(editor, framed(next))
  }
  const end = (next: OwnFrame | undefined) => {
    setDraft(undefined)
    if (next !== undefined) editSelection(editor, `Set screen of ${name}`, framed(next))
    editor.preview.clear()
  }
  const step = (edge: FrameEdge, event: KeyboardEvent) => {
    const direction = keySteps[event.key]
    if (event.key === 'Escape' && burst.pending() !== undefined) {
      burst.drop()
      end(undefined)
      event.stopPropagation()
    }
    if (direction === undefined) return
    const size = event.shiftKey ? 0.01 : 0.001
    const along = edge === 'left' || edge === 'right' ? direction[0] : direction[1]
    const next = moveEdge(shown, edge, readEdge(shown, edge) + along * size)
    show(next)
    burst.later(next)
    event.preventDefault()
    event.stopPropagation()
  }
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
          onEnd={(kept) => end(kept ? draft : undefined)}
          onKeyDown={(event) => step(edge, event)}
          onBlur={() => burst.flush()}
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

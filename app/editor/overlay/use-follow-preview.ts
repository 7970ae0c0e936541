import { type RefObject, useEffect, useRef } from 'react'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { frameBox } from './frame-box.ts'
import { placeBox } from './place-box.ts'

/** The outline follows a number that is being dragged in the inspector, before it is committed. */
export function useFollowPreview(
  screenId: ScreenId,
  selectedIds: readonly ElementId[],
): RefObject<HTMLDivElement | null> {
  const { preview, measureBox, session, ui } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const frameRef = useRef<HTMLDivElement>(null)
  useEffect(
    () =>
      preview.subscribe((draft) => {
        const screen = (draft ?? session.getProject()).screensByCanvasSize[canvasSizeId]?.[screenId]
        const elements = selectedIds.flatMap((id) => screen?.elements[id] ?? [])
        // An outline over several screens is drawn anew with the edit.
        if (ui.get().alsoSelected.length > 0) return
        const box = frameBox(elements.map(measureBox))
        if (frameRef.current !== null && box !== undefined) placeBox(frameRef.current, box)
      }),
    [preview, measureBox, session, ui, canvasSizeId, screenId, selectedIds],
  )
  return frameRef
}

import type { ElementId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { mediaDragType } from '#app/media-library/accepted-files.ts'

export type MediaDropPlace = {
  screenId: ScreenId
  /** The device or picture that takes it; absent: it becomes a new picture. */
  elementId?: ElementId
  /** Position of the pointer in widths of the canvas. */
  at: { x: number; y: number }
}

/** Tiles of the media panel dragged over the stage: shows the target, without React while the pointer moves. */
export function attachMediaDrop(
  root: HTMLElement,
  onDrop: (mediaId: MediaId, place: MediaDropPlace) => void,
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let marked: HTMLElement | undefined

  const mark = (box: HTMLElement | undefined) => {
    if (box === marked) return
    marked?.removeAttribute('data-drop')
    box?.setAttribute('data-drop', '')
    marked = box
  }
  const carriesMedia = (event: DragEvent) => event.dataTransfer?.types.includes(mediaDragType) ?? false

  root.addEventListener(
    'dragover',
    (event) => {
      if (!carriesMedia(event)) return
      const { artboard, box } = findTarget(event)
      mark(box)
      if (artboard === undefined) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    },
    { signal },
  )
  root.addEventListener('dragend', () => mark(undefined), { signal })
  root.addEventListener(
    'drop',
    (event) => {
      if (!carriesMedia(event)) return
      const { artboard, box } = findTarget(event)
      mark(undefined)
      const screenId = artboard?.dataset.artboard as ScreenId | undefined
      if (artboard === undefined || screenId === undefined) return
      event.preventDefault()
      const rect = artboard.getBoundingClientRect()
      const at = { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.width }
      const elementId = box?.dataset.elementId as ElementId | undefined
      const mediaId = event.dataTransfer?.getData(mediaDragType) as MediaId
      onDrop(mediaId, { screenId, at, ...(elementId === undefined ? {} : { elementId }) })
    },
    { signal },
  )
  return () => {
    mark(undefined)
    controller.abort()
  }
}

function findTarget(event: DragEvent): { artboard: HTMLElement | undefined; box: HTMLElement | undefined } {
  const nodes = document
    .elementsFromPoint(event.clientX, event.clientY)
    .filter((node): node is HTMLElement => node instanceof HTMLElement)
  return {
    artboard:
      nodes.map((node) => node.closest<HTMLElement>('[data-artboard]')).find((node) => node !== null) ??
      undefined,
    box: nodes.find(({ dataset }) => dataset.elementType === 'frame' || dataset.elementType === 'image'),
  }
}

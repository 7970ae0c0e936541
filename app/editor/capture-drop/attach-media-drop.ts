import type { ElementId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { mediaDragType } from '#app/media-library/accepted-files.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import { addPicture, fillElement } from '../actions/media-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'

type MediaDropPlace = {
  screenId: ScreenId
  /** The device or picture that takes it; absent: it becomes a new picture. */
  elementId?: ElementId
  /** Position of the pointer in widths of the canvas. */
  at: { x: number; y: number }
}

/** Tiles of the media panel dragged over the stage: shows the target, without React while the pointer moves. */
export function attachMediaDrop(
  root: HTMLElement,
  editor: EditorController,
  library: Pick<MediaLibrary, 'items'>,
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
      takeDropped(editor, library, {
        mediaId,
        screenId,
        at,
        ...(elementId === undefined ? {} : { elementId }),
      })
    },
    { signal },
  )
  return () => {
    mark(undefined)
    controller.abort()
  }
}

function takeDropped(
  editor: EditorController,
  library: Pick<MediaLibrary, 'items'>,
  { mediaId, screenId, elementId, at }: MediaDropPlace & { mediaId: MediaId },
): void {
  const item = library.items.get()?.find(({ mediaIds }) => mediaIds.includes(mediaId))
  if (item === undefined) return
  if (elementId !== undefined) editor.selectElements(screenId, [elementId])
  if (item.fileType === 'font') {
    void import('../actions/font-actions.ts').then(({ applyFont }) => applyFont(editor, item))
    return
  }
  if (elementId !== undefined) {
    fillElement(editor, { screenId, elementId }, item)
    return
  }
  editor.selectScreen(screenId)
  const height = (0.5 * item.height) / item.width
  addPicture(editor, item, { x: at.x - 0.25, y: at.y - height / 2 })
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

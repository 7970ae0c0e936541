import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, Shadow } from '../model/schema.ts'
import { addElement, orderOnTop, removeElements } from './add-element.ts'
import { findScreen } from './edit-screen.ts'

type ScreenMove = {
  canvasSizeId: CanvasSizeId
  from: ScreenId
  to: ScreenId
  elementIds: readonly ElementId[]
  /** Offset added to the position, in widths of the target canvas. */
  dx: number
  dy: number
  /** Width of the source canvas in widths of the target: moved elements keep their size in pixels. */
  ratio: number
}

/** Moves elements to another screen of the size, on top of its own, in their order. They keep their ids. */
export function moveToScreen(
  project: Project,
  { canvasSizeId, from, to, elementIds, dx, dy, ratio }: ScreenMove,
): Project {
  const source = findScreen(project, { canvasSizeId, screenId: from })
  if (source === undefined || findScreen(project, { canvasSizeId, screenId: to }) === undefined)
    return project
  const moving = listOrdered<ElementId, Element>(source.elements).filter(({ id }) => elementIds.includes(id))
  const removed = removeElements(project, {
    canvasSizeId,
    screenId: from,
    elementIds: moving.map(({ id }) => id),
  })
  return moving.reduce((draft, { id, item }) => {
    const target = findScreen(draft, { canvasSizeId, screenId: to })
    if (target === undefined) return draft
    const scaled = ratio === 1 ? item : scaleElement(item, ratio)
    const element = { ...scaled, x: scaled.x + dx, y: scaled.y + dy, order: orderOnTop(target) }
    return addElement(draft, { canvasSizeId, screenId: to, elementId: id, element })
  }, removed)
}

/** Every length of an element is a fraction of the canvas width. */
function scaleElement(element: Element, ratio: number): Element {
  const { x, y, width, height } = element
  const box = { x: x * ratio, y: y * ratio, width: width * ratio, height: height * ratio }
  if (element.type === 'text') {
    const { pill, shadow, size } = element.style
    return {
      ...element,
      ...box,
      style: {
        ...element.style,
        size: size * ratio,
        ...(pill === undefined
          ? {}
          : {
              pill: {
                ...pill,
                paddingX: pill.paddingX * ratio,
                paddingY: pill.paddingY * ratio,
                radius: pill.radius * ratio,
              },
            }),
        ...(shadow === undefined ? {} : { shadow: scaleShadow(shadow, ratio) }),
      },
    }
  }
  const shadow = element.shadow === undefined ? {} : { shadow: scaleShadow(element.shadow, ratio) }
  if (element.type === 'frame') return { ...element, ...box, ...shadow }
  const corner = element.corner === undefined ? {} : { corner: element.corner * ratio }
  if (element.type === 'image') return { ...element, ...box, ...shadow, ...corner }
  const { stroke } = element
  const scaledStroke = stroke === undefined ? {} : { stroke: { ...stroke, width: stroke.width * ratio } }
  return { ...element, ...box, ...shadow, ...corner, ...scaledStroke }
}

function scaleShadow(shadow: Shadow, ratio: number): Shadow {
  return { ...shadow, x: shadow.x * ratio, y: shadow.y * ratio, blur: shadow.blur * ratio }
}

import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { measurePaintReach } from '../model/paint-reach.ts'
import { relinkElement } from '../model/relink-element.ts'
import type { Element, Project, ProjectDocument, Screen } from '../model/schema.ts'
import { resolveRow } from './resolve-project.ts'

type Parts = Pick<ProjectDocument, 'screensByCanvasSize'>
type Row = Project['screensByCanvasSize'][CanvasSizeId]

/**
 * The screen as it is drawn: derived from its master where it is linked, and with the parts of elements of other screens
 * that run across it (`spans`), at the place that continues from their own screen. Drawing, export and pre-flight see
 * nothing else. The same object while nothing that touches the screen changes.
 */
export function resolveScreen(
  project: Parts,
  canvasSizeId: CanvasSizeId,
  screenId: ScreenId,
): Screen | undefined {
  const row = resolveRow(project.screensByCanvasSize, canvasSizeId)
  const screen = row?.[screenId]
  if (row === undefined || screen === undefined) return undefined
  const passing = listPassing(row).filter(({ on }) => on === screenId)
  return passing.length === 0 ? screen : withPassing(screen, passing)
}

/** The id of a part on another screen: that of the element and of its own screen. */
export function toPassingId(screenId: ScreenId, elementId: ElementId): ElementId {
  return `${screenId}/${elementId}` as ElementId
}

type Passing = {
  on: ScreenId
  home: ScreenId
  id: ElementId
  element: Element
  /** The device that a magnifier enlarges. */
  frame: Element | undefined
  shift: number
}

const passingOf = new WeakMap<NonNullable<Row>, readonly Passing[]>()

/** Every part of an element on a screen other than its own. */
function listPassing(row: NonNullable<Row>): readonly Passing[] {
  const known = passingOf.get(row)
  if (known !== undefined) return known
  const inOrder = listOrdered<ScreenId, Screen>(row)
  const found = inOrder.flatMap(({ id: home, item: screen }, at) =>
    (Object.entries(screen.elements) as [ElementId, Element][]).flatMap(([elementId, element]) => {
      if (element.spans !== true || !element.visible) return []
      const { left, right } = measureReach(element)
      return inOrder.flatMap(({ id: on, item: other }, index): Passing[] => {
        const shift = at - index
        // A unit is a canvas' width: canvases of another orientation have another.
        if (shift === 0 || !isOneRow(inOrder, at, index) || other.orientation !== screen.orientation)
          return []
        const isTouched = right + shift > 0 && left + shift < 1
        if (!isTouched) return []
        const frame =
          element.type === 'shape' && element.lens ? screen.elements[element.lens.frameId] : undefined
        return [{ on, home, id: toPassingId(home, elementId), element, frame, shift }]
      })
    }),
  )
  passingOf.set(row, found)
  return found
}

/** No canvas of another orientation between the two. */
function isOneRow(inOrder: ReadonlyArray<{ item: Screen }>, from: number, to: number): boolean {
  const between = inOrder.slice(Math.min(from, to), Math.max(from, to) + 1)
  return between.every(({ item }) => item.orientation === between[0]?.item.orientation)
}

/** Of everything that is drawn, shadows and effects included, in canvas widths. */
function measureReach(element: Element): { left: number; right: number } {
  const radians = (element.rotation * Math.PI) / 180
  const half = Math.abs(element.width * Math.cos(radians)) + Math.abs(element.height * Math.sin(radians))
  const reach = half / 2 + measurePaintReach(element)
  const centre = element.x + element.width / 2
  return { left: centre - reach, right: centre + reach }
}

type Resolved = { passing: readonly Passing[]; screen: Screen }
const resolvedOf = new WeakMap<Screen, Resolved>()

function withPassing(screen: Screen, passing: readonly Passing[]): Screen {
  const known = resolvedOf.get(screen)
  const isSame =
    known?.passing.length === passing.length &&
    known.passing.every(
      ({ id, element, frame, shift }, index) =>
        id === passing[index]?.id &&
        element === passing[index].element &&
        frame === passing[index].frame &&
        shift === passing[index].shift,
    )
  if (known !== undefined && isSame) return known.screen
  const elements = { ...screen.elements }
  for (const { id, home, element, shift } of passing) {
    const part = relinkElement(element, (named) => toPassingId(home, named))
    // Before what has the same place in the stack here.
    elements[id] = { ...part, order: `${part.order}V`, x: part.x + shift }
  }
  for (const { home, element, frame, shift } of passing) {
    if (frame === undefined || element.type !== 'shape' || element.lens === undefined) continue
    // What a magnifier enlarges need not be drawn here itself.
    elements[toPassingId(home, element.lens.frameId)] ??= { ...frame, x: frame.x + shift, visible: false }
  }
  const resolved = { ...screen, elements }
  resolvedOf.set(screen, { passing, screen: resolved })
  return resolved
}

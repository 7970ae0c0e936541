import { findCanvasSize } from '../catalogue/canvas-sizes.ts'
import { layOutScreen } from '../edits/lay-out-screen.ts'
import type { CanvasSizeId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Orientation, Project, Screen } from '../model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '../model/schema-version.ts'
import { withoutLink } from '../model/screen-link.ts'

/** A template of the user's own: the project whose design it is, without its captures. Texts stay as examples. */
export function createOwnTemplate(project: Project, identity: { id: ProjectId; name: string }): Project {
  const { view: _view, templateSet: _set, mediaNames: _names, ...kept } = project
  const screensByCanvasSize = Object.fromEntries(
    Object.entries(project.screensByCanvasSize).map(([size, screens]) => [
      size,
      Object.fromEntries(
        Object.entries<Screen>(screens).map(([id, screen]) => [
          id,
          { ...withoutLink(screen), elements: mapElements(screen, withoutCapture) },
        ]),
      ),
    ]),
  ) as Project['screensByCanvasSize']
  return { ...kept, ...identity, schemaVersion: PLAIN_SCHEMA_VERSION, screensByCanvasSize }
}

function withoutCapture(element: Element): Element {
  return element.type === 'frame' ? { ...element, mediaByLocale: {}, pan: { x: 0, y: 0 }, zoom: 1 } : element
}

const mapElements = (screen: Screen, change: (element: Element) => Element) =>
  Object.fromEntries(
    Object.entries<Element>(screen.elements).map(([id, element]) => [id, change(element)]),
  ) as Screen['elements']

/** The n-th screen of the template on this canvas; after the last one the rhythm goes on from the second. */
export function pickModelScreen(
  template: Project,
  {
    canvasSizeId,
    orientation,
    index,
  }: { canvasSizeId: CanvasSizeId; orientation: Orientation; index: number },
): Screen | undefined {
  const from = pickSize(template, canvasSizeId)
  if (from === undefined) return undefined
  const models = listOrdered<ScreenId, Screen>(template.screensByCanvasSize[from])
  const loop = Math.max(models.length - 1, 1)
  const at = index < models.length ? index : models.length - loop + ((index - models.length) % loop)
  const model = models[at]?.item
  if (model === undefined) return undefined
  if (from === canvasSizeId && model.orientation === orientation) return model
  return layOutScreen(model, {
    from: { canvasSizeId: from, orientation: model.orientation },
    to: { canvasSizeId, orientation },
  })
}

/** The size itself, else the first of the template that has screens. */
export function pickSize(template: Project, wanted: CanvasSizeId): CanvasSizeId | undefined {
  const filled = (Object.keys(template.screensByCanvasSize) as CanvasSizeId[]).filter(
    (id) =>
      findCanvasSize(id) !== undefined && Object.keys(template.screensByCanvasSize[id] ?? {}).length > 0,
  )
  return filled.includes(wanted) ? wanted : filled[0]
}

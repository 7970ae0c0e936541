import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { measurePaintReach } from '#app/document/model/paint-reach.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { drawElement } from '#app/render/draw-element.ts'
import { type Bounds, boundsOfAll } from '../geometry/box.ts'
import type { MeasureBox } from '../state/measure-box.ts'
import type { StagedScreen } from '../state/stage-state.ts'

/** A layer with the dragged elements, between the elements below and above them. */
export interface DragLayer {
  /** In CSS pixels. */
  translate(dx: number, dy: number): void
  /** Draws them in another shape, for changes that a transform cannot show, such as text that wraps anew. */
  redraw(elements: readonly Element[]): void
  /** Removes the layer after the picture below has been drawn with all elements, so that nothing flickers. */
  drop(): void
}

type DragLayerOptions = {
  staged: StagedScreen
  screen: Screen
  elementIds: readonly ElementId[]
  measureBox: MeasureBox
  /** The originals stay in the picture: copies are being dragged. */
  keepOriginals?: boolean
}

export function createDragLayer({
  staged,
  screen,
  elementIds,
  measureBox,
  keepOriginals,
}: DragLayerOptions): DragLayer {
  const { painter, dragged: host } = staged
  const painted = painter.getAssets()
  const assets = painted && { ...painted, elements: screen.elements }
  const inOrder = listOrdered<ElementId, Element>(screen.elements).filter(({ item }) => item.visible)
  const moving = inOrder.filter(({ id }) => elementIds.includes(id))
  const lowest = inOrder.findIndex(({ id }) => elementIds.includes(id))
  const above =
    keepOriginals === true
      ? []
      : inOrder.slice(Math.max(lowest, 0)).filter(({ id }) => !elementIds.includes(id))
  if (assets === undefined)
    return { translate: () => undefined, redraw: () => undefined, drop: () => undefined }

  const layer = createLayer(host, assets)
  const elements = moving.map(({ item }) => item)
  layer.draw(elements, boundsOfPaint(elements, measureBox))
  const cover = above.length === 0 ? undefined : createLayer(host, assets)
  cover?.draw(
    above.map(({ item }) => item),
    wholeCanvas(assets),
  )
  const spanning = moving.filter(({ item }) => item.spans === true).map(({ id }) => id)
  if (keepOriginals !== true) {
    staged.artboard.toggleAttribute('data-spanning', spanning.length > 0)
    if (spanning.length > 0) staged.hidePassing(spanning)
    painter.hide(new Set([...elementIds, ...above.map(({ id }) => id)]))
  }

  return {
    translate: (dx, dy) => layer.translate(dx, dy),
    redraw: (next) => layer.draw(next, wholeCanvas(assets)),
    drop() {
      painter.afterPaint(() => {
        layer.remove()
        cover?.remove()
      })
      painter.hide(new Set())
      staged.artboard.removeAttribute('data-spanning')
      if (spanning.length > 0) staged.hidePassing([])
    },
  }
}

function createLayer(host: HTMLElement, assets: DrawAssets) {
  const canvas = document.createElement('canvas')
  host.append(canvas)
  const context = canvas.getContext('2d')
  return {
    draw(elements: readonly Element[], bounds: Bounds) {
      if (context === null) return
      const unitPx = assets.widthPx
      const left = Math.floor(bounds.left * unitPx)
      const top = Math.floor(bounds.top * unitPx)
      const width = Math.ceil(bounds.right * unitPx) - left
      const height = Math.ceil(bounds.bottom * unitPx) - top
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
      const ofArtboard = (px: number, whole: number) => `${(px / whole) * 100}%`
      canvas.style.left = ofArtboard(left, assets.widthPx)
      canvas.style.top = ofArtboard(top, assets.heightPx)
      canvas.style.width = ofArtboard(width, assets.widthPx)
      canvas.style.height = ofArtboard(height, assets.heightPx)
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, width, height)
      context.translate(-left, -top)
      for (const element of elements) drawElement(context, element, assets)
    },
    translate(dx: number, dy: number) {
      canvas.style.transform = `translate3d(${dx}px, ${dy}px, 0)`
    },
    remove: () => canvas.remove(),
  }
}

const wholeCanvas = ({ widthPx, heightPx }: DrawAssets): Bounds => ({
  left: 0,
  top: 0,
  right: 1,
  bottom: heightPx / widthPx,
})

/** A larger layer would cost too much memory; the rest shows when the gesture ends. */
const farthest = 2.5

function boundsOfPaint(elements: readonly Element[], measureBox: MeasureBox): Bounds {
  const reach = Math.max(0, ...elements.map(measurePaintReach))
  const bounds = boundsOfAll(elements.map(measureBox)) ?? { left: 0, top: 0, right: 0, bottom: 0 }
  return {
    left: Math.max(bounds.left - reach, -farthest),
    top: Math.max(bounds.top - reach, -farthest),
    right: Math.min(bounds.right + reach, 1 + farthest),
    bottom: Math.min(bounds.bottom + reach, 2 * farthest),
  }
}

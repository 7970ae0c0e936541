import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { measurePaintReach } from '#app/document/model/paint-reach.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from '#app/render/draw-assets.ts'
import { drawElement } from '#app/render/draw-element.ts'
import { createFlush, drawInSlices } from '#app/render/draw-in-slices.ts'
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
  const cover = above.length === 0 ? undefined : createLayer(host, assets)
  const spanning = moving.filter(({ item }) => item.spans === true).map(({ id }) => id)
  let areHidden = keepOriginals === true
  /** Once there is something in their place. */
  const hideOriginals = () => {
    if (areHidden) return
    areHidden = true
    staged.artboard.toggleAttribute('data-spanning', spanning.length > 0)
    if (spanning.length > 0) staged.hidePassing(spanning)
    painter.hide(new Set([...elementIds, ...above.map(({ id }) => id)]))
    if (cover !== undefined) painter.afterPaint(cover.show)
  }
  const showLayer = () => {
    layer.show()
    if (cover === undefined) return hideOriginals()
    const elementsAbove = above.map(({ item }) => item)
    cover.prepare(elementsAbove, wholeCanvas(assets), hideOriginals)
  }
  layer.prepare(elements, boundsOfPaint(elements, measureBox), showLayer)

  return {
    translate: (dx, dy) => layer.translate(dx, dy),
    redraw(next) {
      layer.draw(next, wholeCanvas(assets))
      if (!layer.isShown()) showLayer()
    },
    drop() {
      layer.stop()
      cover?.stop()
      // Own picture and neighbours show the elements in their places before the layers go.
      let open = 2
      const close = () => {
        open -= 1
        if (open > 0) return
        layer.remove()
        cover?.remove()
        if (host.childElementCount === 0) staged.artboard.removeAttribute('data-spanning')
      }
      painter.afterPaint(close)
      painter.hide(new Set())
      if (spanning.length > 0) staged.hidePassing([], close)
      else close()
    },
  }
}

function createLayer(host: HTMLElement, assets: DrawAssets) {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let stop: (() => void) | undefined

  /** The canvas lies where these pixels of the screen are. */
  const place = ({ left, top, width, height }: PixelBox) => {
    // Clears it, too.
    canvas.width = width
    canvas.height = height
    const ofArtboard = (px: number, whole: number) => `${(px / whole) * 100}%`
    canvas.style.left = ofArtboard(left, assets.widthPx)
    canvas.style.top = ofArtboard(top, assets.heightPx)
    canvas.style.width = ofArtboard(width, assets.widthPx)
    canvas.style.height = ofArtboard(height, assets.heightPx)
  }

  const draw = (elements: readonly Element[], bounds: Bounds) => {
    stop?.()
    const box = toPixels(bounds, assets)
    place(box)
    if (context === null) return
    for (const _ of drawSteps(context, { elements, box, assets }));
  }

  return {
    /** Draws them as soon as there is time: many would stall the gesture at its start. */
    prepare(elements: readonly Element[], bounds: Bounds, done: () => void) {
      const box = toPixels(bounds, assets)
      const beside = new OffscreenCanvas(box.width, box.height)
      const target = beside.getContext('2d')
      if (target === null) {
        draw(elements, bounds)
        done()
        return
      }
      const endBeside = () => {
        stop = undefined
        // Its memory is given back now, not when it is collected.
        beside.width = 0
      }
      stop = drawInSlices({
        steps: drawSteps(target, { elements, box, assets }),
        flush: createFlush(beside),
        done: () => {
          place(box)
          context?.drawImage(beside, 0, 0)
          endBeside()
          done()
        },
        failed: (error) => {
          endBeside()
          throw error
        },
        // The frame of the first move has enough to do.
        startsLater: true,
      })
    },
    draw,
    show: () => host.append(canvas),
    isShown: () => canvas.isConnected,
    translate(dx: number, dy: number) {
      canvas.style.transform = `translate3d(${dx}px, ${dy}px, 0)`
    },
    stop: () => stop?.(),
    remove: () => canvas.remove(),
  }
}

type Part = { elements: readonly Element[]; box: PixelBox; assets: DrawAssets }

function* drawSteps(context: DrawContext, { elements, box: { left, top }, assets }: Part) {
  context.translate(-left, -top)
  for (const element of elements) {
    yield
    drawElement(context, element, assets)
  }
}

type PixelBox = { left: number; top: number; width: number; height: number }

function toPixels(bounds: Bounds, { widthPx: unitPx }: DrawAssets): PixelBox {
  const left = Math.floor(bounds.left * unitPx)
  const top = Math.floor(bounds.top * unitPx)
  return {
    left,
    top,
    width: Math.max(1, Math.ceil(bounds.right * unitPx) - left),
    height: Math.max(1, Math.ceil(bounds.bottom * unitPx) - top),
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

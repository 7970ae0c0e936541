import type { Element } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawWithEffects, hasEffects, isTilted } from './draw-effects.ts'
import { drawFrame } from './draw-frame.ts'
import { drawImage } from './draw-image.ts'
import { drawShape } from './draw-shape.ts'
import { drawText } from './draw-text.ts'
import { drawTilted } from './draw-tilted.ts'
import { layoutText } from './layout-text.ts'

/** Draws one element at its place on the screen, over the existing pixels. Used alone for the drag layer. */
export function drawElement(context: DrawContext, element: Element, assets: DrawAssets): void {
  if (!element.visible || element.opacity <= 0) return
  if (element.opacity >= 1) {
    drawWhole(context, element, assets)
    return
  }
  const layer = assets.createLayer?.(context.canvas.width, context.canvas.height)
  context.save()
  context.globalAlpha = element.opacity
  if (layer) {
    layer.setTransform(context.getTransform())
    drawWhole(layer, element, assets)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(layer.canvas, 0, 0)
  } else {
    drawWhole(context, element, assets)
  }
  context.restore()
}

/** With its effects, where there are layers to draw them on. */
function drawWhole(context: DrawContext, element: Element, assets: DrawAssets): void {
  const { createLayer } = assets
  if (createLayer === undefined || !hasEffects(element)) {
    drawPlaced(context, element, assets)
    return
  }
  const { x, y, width } = element
  drawWithEffects(context, {
    element,
    assets,
    createLayer,
    box: { x, y, width, height: getDrawnHeight(context, element, assets) },
    paint: (target, bare) => drawPlaced(target, bare, assets),
  })
}

/** Turns about the centre of the box and moves the origin to its top left. */
function drawPlaced(context: DrawContext, element: Element, assets: DrawAssets): void {
  const { widthPx } = assets
  const width = element.width * widthPx
  const height = getDrawnHeight(context, element, assets) * widthPx
  context.save()
  context.translate(element.x * widthPx, element.y * widthPx)
  if (element.rotation !== 0) {
    context.translate(width / 2, height / 2)
    context.rotate((element.rotation * Math.PI) / 180)
    context.translate(-width / 2, -height / 2)
  }
  const { createLayer } = assets
  const paint = (target: DrawContext) => {
    if (element.type !== 'text' && (element.flipX || element.flipY)) {
      target.translate(element.flipX ? width : 0, element.flipY ? height : 0)
      target.scale(element.flipX ? -1 : 1, element.flipY ? -1 : 1)
    }
    drawFlat(target, element, assets)
  }
  if (createLayer === undefined || element.type === 'frame' || !isTilted(element)) paint(context)
  else drawTilted(context, { element, assets, createLayer, box: { width, height }, paint })
  context.restore()
}

/** In the element's own space. */
function drawFlat(context: DrawContext, element: Element, assets: DrawAssets): void {
  switch (element.type) {
    case 'frame':
      drawFrame(context, element, assets)
      break
    case 'text':
      drawText(context, element, assets)
      break
    case 'image':
      drawImage(context, element, assets)
      break
    case 'shape':
      drawShape(context, element, assets)
      break
    default:
      element satisfies never
  }
}

/**
 * In fractions of the canvas width. A text's height follows from its content in this language: `element.height` may
 * have been measured in another.
 */
export function getDrawnHeight(context: DrawContext, element: Element, assets: DrawAssets): number {
  return element.type === 'text' && element.fit === undefined
    ? layoutText(context, element, assets).height
    : element.height
}

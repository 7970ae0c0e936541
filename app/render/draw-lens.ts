import type { FrameElement, ShapeElement } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawFrame } from './draw-frame.ts'

/**
 * The enlarged region of a frame, inside the ellipse of the lens; nothing where the frame is gone. In the element's own
 * space, one unit a pixel of the target.
 */
export function drawLens(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const { lens } = element
  const frame = lens && assets.elements?.[lens.frameId]
  if (lens === undefined || frame?.type !== 'frame') return
  const size = { width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const trace = (target: DrawContext) => {
    target.beginPath()
    target.ellipse(size.width / 2, size.height / 2, size.width / 2, size.height / 2, 0, 0, 2 * Math.PI)
  }
  const enlarged = { element, frame, lens, size }
  const layer = assets.createLayer?.(context.canvas.width, context.canvas.height)
  context.save()
  if (layer) {
    // Masked by the shape rather than clipped, for smooth edges: see `fillWithPicture`.
    layer.setTransform(context.getTransform())
    layer.save()
    drawEnlarged(layer, enlarged, assets)
    layer.restore()
    layer.globalCompositeOperation = 'destination-in'
    layer.fillStyle = '#000000'
    trace(layer)
    layer.fill()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(layer.canvas, 0, 0)
  } else {
    trace(context)
    context.clip()
    drawEnlarged(context, enlarged, assets)
  }
  context.restore()
}

type Enlarged = {
  element: ShapeElement
  frame: FrameElement
  lens: NonNullable<ShapeElement['lens']>
  size: { width: number; height: number }
}

/** The region's centre comes to the middle of the lens; it stands as in the frame, however the lens is turned or mirrored. */
function drawEnlarged(
  context: DrawContext,
  { element, frame, lens, size }: Enlarged,
  assets: DrawAssets,
): void {
  const width = frame.width * assets.widthPx
  const height = frame.height * assets.widthPx
  context.translate(size.width / 2, size.height / 2)
  context.scale(element.flipX ? -1 : 1, element.flipY ? -1 : 1)
  context.rotate((-element.rotation * Math.PI) / 180)
  context.scale(lens.zoom, lens.zoom)
  context.rotate((frame.rotation * Math.PI) / 180)
  context.scale(frame.flipX ? -1 : 1, frame.flipY ? -1 : 1)
  context.translate(-lens.x * width, -lens.y * height)
  const { shadow: _shadow, ...plain } = frame
  drawFrame(context, plain as FrameElement, assets)
}

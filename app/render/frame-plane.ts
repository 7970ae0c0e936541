import type { RoundedRect } from '#app/document/catalogue/frame-layout.ts'
import type { CreateLayer, DrawContext, Picture } from './draw-assets.ts'
import { fillWithPicture } from './fill-with-picture.ts'
import type { Box } from './fit-picture.ts'
import { drawPictureMesh } from './picture-mesh.ts'
import { createProjection, type Projection } from './projection.ts'
import { type Pen, traceRoundedRect } from './rounded-path.ts'

/** The surface a frame is drawn on: flat, or turned in space. Rectangles and pictures are given as if it were flat. */
export type FramePlane = {
  /** Begins a path and traces the rectangle; `depthPx` lies that far behind the front. */
  trace(rect: RoundedRect, depthPx?: number): void
  /** Fills the rectangle with the picture, whole picture at `to`. */
  fillWithPicture(rect: RoundedRect, picture: Picture, to: Box): void
  /** How far the back edge of a body this thick shows beside its front, in pixels of the target. 0 when flat. */
  measureSide(box: Box, depthPx: number): number
}

export function createFlatPlane(context: DrawContext): FramePlane {
  const trace = (rect: RoundedRect) => {
    context.beginPath()
    traceRoundedRect(context, rect)
  }
  return {
    trace,
    fillWithPicture(rect, picture, to) {
      trace(rect)
      fillWithPicture(context, picture, to)
    },
    measureSide: () => 0,
  }
}

export function createTiltedPlane(
  context: DrawContext,
  {
    box,
    tilt,
    createLayer,
  }: { box: Box; tilt: { x: number; y: number }; createLayer: CreateLayer | undefined },
): FramePlane {
  const projection = createProjection(box, tilt)
  const traceOn = (target: DrawContext, rect: RoundedRect, depthPx: number) => {
    target.beginPath()
    traceRoundedRect(createProjectingPen(target, projection, depthPx), rect)
  }
  return {
    trace: (rect, depthPx = 0) => traceOn(context, rect, depthPx),
    fillWithPicture(rect, picture, to) {
      const mesh = { picture, to, visible: rect, projection }
      const layer = createLayer?.(context.canvas.width, context.canvas.height)
      context.save()
      if (layer) {
        // Masked rather than clipped, for smooth edges: see `fillWithPicture`.
        layer.setTransform(context.getTransform())
        drawPictureMesh(layer, mesh)
        layer.globalCompositeOperation = 'destination-in'
        layer.fillStyle = '#000000'
        traceOn(layer, rect, 0)
        layer.fill()
        context.setTransform(1, 0, 0, 1, 0, 0)
        context.drawImage(layer.canvas, 0, 0)
      } else {
        traceOn(context, rect, 0)
        context.clip()
        drawPictureMesh(context, mesh)
      }
      context.restore()
    },
    measureSide(around, depthPx) {
      const x = around.x + around.width / 2
      const y = around.y + around.height / 2
      const front = projection(x, y, 0)
      const back = projection(x, y, depthPx)
      return Math.hypot(front.x - back.x, front.y - back.y)
    },
  }
}

/** Enough for a corner a quarter of a large screen: the chord leaves the arc by less than a tenth of a pixel. */
const stepsPerCorner = 32

/** Straight lines stay straight in perspective; curves become short chords. */
function createProjectingPen(context: DrawContext, projection: Projection, depthPx: number): Pen {
  let fromX = 0
  let fromY = 0
  const lineTo = (x: number, y: number) => {
    const to = projection(x, y, depthPx)
    context.lineTo(to.x, to.y)
    fromX = x
    fromY = y
  }
  return {
    moveTo(x, y) {
      const to = projection(x, y, depthPx)
      context.moveTo(to.x, to.y)
      fromX = x
      fromY = y
    },
    lineTo,
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      const startX = fromX
      const startY = fromY
      for (let step = 1; step <= stepsPerCorner; step++) {
        const t = step / stepsPerCorner
        lineTo(pointOnCurve(t, [startX, x1, x2, x]), pointOnCurve(t, [startY, y1, y2, y]))
      }
    },
    closePath: () => context.closePath(),
  }
}

function pointOnCurve(t: number, [a, b, c, d]: readonly [number, number, number, number]): number {
  const u = 1 - t
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
}

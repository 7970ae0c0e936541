import { type FrameLayout, planFrameLayout, type RoundedRect } from '#app/document/catalogue/frame-layout.ts'
import type { FrameElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawCutOuts } from './draw-cut-outs.ts'
import { drawDeviceBody, planHidden } from './draw-device-body.ts'
import { drawPlaceholder } from './draw-placeholder.ts'
import { findLocalised } from './find-localised.ts'
import { type Box, fitPicture } from './fit-picture.ts'
import { createFlatPlane, createTiltedPlane, type FramePlane } from './frame-plane.ts'
import { listShadows } from './list-shadows.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawFrame(context: DrawContext, element: FrameElement, assets: DrawAssets): void {
  const layout = scaleLayout(planFrameLayout(element), assets.widthPx)
  const { tilt } = element
  const box = {
    x: 0,
    y: 0,
    width: element.width * assets.widthPx,
    height: element.height * assets.widthPx,
  }
  const isFlat = tilt.x === 0 && tilt.y === 0
  // Without tilt nothing may pass through the mesh: the capture's pixels stay unchanged.
  const createPlane = (target: DrawContext): FramePlane =>
    isFlat
      ? createFlatPlane(target)
      : createTiltedPlane(target, { box, tilt, createLayer: assets.createLayer })
  const plane = createPlane(context)
  const overlay = findOverlay(element, layout, assets)
  const outlines = [...layout.parts, layout.body ?? layout.screen]
  const hidden = isFlat && layout.body ? planHidden(layout, layout.body) : undefined

  for (const shadow of listShadows(element)) {
    const around = isFlat ? joinBoxes(outlines) : undefined
    castShadow(context, { shadow, assets, around, hidden }, (target) => {
      const silhouette = createPlane(target)
      for (const part of outlines) {
        silhouette.trace(part)
        target.fill()
      }
    })
  }
  if (layout.body) drawDeviceBody(context, { layout, body: layout.body, plane, hidden })
  drawCapture(context, { element, assets, layout, plane })
  drawCutOuts(context, layout, plane)
  if (overlay) plane.fillWithPicture(overlay.rect, overlay.picture, overlay.rect)
}

function joinBoxes(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** The picture of a frame of one's own, where it is on this device. */
function findOverlay({ device }: FrameElement, { overlay }: FrameLayout, assets: DrawAssets) {
  const picture = device.ownFrame && assets.findPicture(device.ownFrame.media)
  return picture && overlay && { picture, rect: overlay }
}

type Capture = { element: FrameElement; assets: DrawAssets; layout: FrameLayout; plane: FramePlane }

function drawCapture(context: DrawContext, { element, assets, layout, plane }: Capture): void {
  const { screen } = layout
  const mediaId = findLocalised(element.mediaByLocale, assets)
  const picture = mediaId === undefined ? undefined : assets.findPicture(mediaId)
  if (!picture) {
    const label = mediaId === undefined ? undefined : assets.findName(mediaId)
    drawPlaceholder(context, { box: screen, label, trace: () => plane.trace(screen) })
    return
  }
  const to = planCaptureBox(picture, { screen, element })
  if (!covers(to, screen)) {
    plane.trace(screen)
    context.fillStyle = '#000000'
    context.fill()
  }
  plane.fillWithPicture(screen, picture, to)
}

function covers(box: Box, { x, y, width, height }: Box): boolean {
  const slack = 0.01
  return (
    box.x <= x + slack &&
    box.y <= y + slack &&
    box.x + box.width >= x + width - slack &&
    box.y + box.height >= y + height - slack
  )
}

/** Cover, then zoomed about the screen's centre, then shifted by fractions of the screen's width. */
export function planCaptureBox(
  picture: { width: number; height: number },
  { screen, element }: { screen: Box; element: Pick<FrameElement, 'zoom' | 'pan'> },
): Box {
  const cover = fitPicture(picture, screen, 'cover')
  const width = cover.width * element.zoom
  const height = cover.height * element.zoom
  return {
    x: screen.x + (screen.width - width) / 2 + element.pan.x * screen.width,
    y: screen.y + (screen.height - height) / 2 + element.pan.y * screen.width,
    width,
    height,
  }
}

function scaleLayout(layout: FrameLayout, by: number): FrameLayout {
  const scale = ({ x, y, width, height, radii: [a, b, c, d] }: RoundedRect): RoundedRect => ({
    x: x * by,
    y: y * by,
    width: width * by,
    height: height * by,
    radii: [a * by, b * by, c * by, d * by],
  })
  return {
    ...layout,
    ...(layout.body ? { body: scale(layout.body) } : {}),
    ...(layout.homeButton ? { homeButton: scale(layout.homeButton) } : {}),
    screen: scale(layout.screen),
    cutOuts: layout.cutOuts.map(scale),
    buttons: layout.buttons.map(scale),
    parts: layout.parts.map((part) => ({ ...scale(part), tone: part.tone })),
    ...(layout.earpiece ? { earpiece: scale(layout.earpiece) } : {}),
    ...(layout.overlay ? { overlay: scale(layout.overlay) } : {}),
    edgeWidth: layout.edgeWidth * by,
  }
}

import type { ImageElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawPlaceholder } from './draw-placeholder.ts'
import { fillWithPicture } from './fill-with-picture.ts'
import { findLocalised } from './find-localised.ts'
import { drawPicture, fitPicture } from './fit-picture.ts'
import { createRoundedRect, growRect, traceRoundedRect } from './rounded-path.ts'

type Box = { x: number; y: number; width: number; height: number }

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawImage(context: DrawContext, element: ImageElement, assets: DrawAssets): void {
  const box = { x: 0, y: 0, width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const mediaId = findLocalised(element.mediaByLocale, assets)
  const picture = mediaId === undefined ? undefined : assets.findPicture(mediaId)
  const to = picture ? fitPicture(picture, box, element.fit) : box
  // A contained picture is smaller than its box: corners and shadow follow what is seen.
  const seen = element.fit === 'contain' ? to : box
  const trace = (target = context) => {
    target.beginPath()
    traceRoundedRect(target, createRoundedRect(seen, (element.corner ?? 0) * assets.widthPx))
  }
  const shadow = element.shadow
  if (shadow) {
    castShadow(context, { shadow, assets }, (target) => {
      // With square corners the picture casts its own outline: a logo's shadow is the logo's, not a box.
      if (picture && !element.corner && element.fit !== 'cover') return drawPicture(target, picture, to)
      trace(target)
      target.fill()
    })
  }
  if (picture) {
    trace()
    fillWithPicture(context, picture, to)
    strokeBox(context, element, { box: seen, widthPx: assets.widthPx })
  } else {
    const label = mediaId === undefined ? undefined : assets.findName(mediaId)
    drawPlaceholder(context, { box, label, trace })
  }
}

/** Inside the edge, so that a thick line does not reach beyond the handles. */
function strokeBox(
  context: DrawContext,
  { stroke, corner = 0 }: ImageElement,
  { box, widthPx }: { box: Box; widthPx: number },
): void {
  const linePx = Math.min((stroke?.width ?? 0) * widthPx, box.width / 2, box.height / 2)
  if (stroke === undefined || linePx <= 0) return
  context.beginPath()
  traceRoundedRect(context, growRect(createRoundedRect(box, corner * widthPx), -linePx / 2))
  context.lineWidth = linePx
  context.strokeStyle = stroke.colour
  context.stroke()
}

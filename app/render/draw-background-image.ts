import type { Background } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext, Picture } from './draw-assets.ts'
import { drawGrain } from './draw-grain.ts'
import { drawPlaceholder } from './draw-placeholder.ts'
import { type Box, drawPicture, fitPicture } from './fit-picture.ts'
import { soften } from './soften.ts'

type ImageBackground = Extract<Background, { type: 'image' }>
type Area = { assets: DrawAssets; widthPx: number; heightPx: number }

/** Over the background's own colour, which the caller has filled in. */
export function drawBackgroundImage(context: DrawContext, background: ImageBackground, area: Area): void {
  const { assets, widthPx, heightPx } = area
  const picture = assets.findPicture(background.media)
  if (!picture) {
    drawPlaceholder(context, {
      box: { x: 0, y: 0, width: widthPx, height: heightPx },
      label: assets.findName(background.media),
      trace: () => {
        context.beginPath()
        context.rect(0, 0, widthPx, heightPx)
      },
    })
    return
  }
  context.save()
  context.beginPath()
  context.rect(0, 0, widthPx, heightPx)
  context.clip()
  drawTurned(context, { background, picture, area })
  const fill = (style: string | CanvasGradient) => {
    context.fillStyle = style
    context.fillRect(0, 0, widthPx, heightPx)
  }
  if (background.dim) fill(`rgb(0 0 0 / ${background.dim})`)
  if (background.overlay) fill(background.overlay)
  if (background.vignette) fill(createVignette(context, background.vignette, area))
  drawGrain(context, { strength: background.noise ?? 0, ...area })
  context.restore()
}

type Turned = { background: ImageBackground; picture: Picture; area: Area }

/** About the middle of the area: moved, turned, enlarged. */
function drawTurned(context: DrawContext, { background, picture, area }: Turned): void {
  const { assets, widthPx, heightPx } = area
  const blurPx = Math.min((background.blur ?? 0) * assets.widthPx, assets.widthPx)
  // Drawn larger by the reach of the blur, or the edges of the canvas would fade into the colour.
  const reach = background.fit === 'contain' ? 0 : 2 * blurPx
  const box = {
    x: -widthPx / 2 - reach,
    y: -heightPx / 2 - reach,
    width: widthPx + 2 * reach,
    height: heightPx + 2 * reach,
  }
  const zoom = background.zoom ?? 1
  const fitted = fitPicture(picture, box, background.fit)
  const to = {
    x: fitted.x * zoom,
    y: fitted.y * zoom,
    width: fitted.width * zoom,
    height: fitted.height * zoom,
  }
  const { x, y } = background.pan ?? { x: 0, y: 0 }
  context.save()
  context.translate(widthPx / 2 + x * assets.widthPx, heightPx / 2 + y * assets.widthPx)
  if (background.rotation) context.rotate((background.rotation * Math.PI) / 180)
  if (blurPx >= 0.5) drawBlurred(context, { picture, to, blurPx, createLayer: assets.createLayer })
  else drawPicture(context, picture, to)
  context.restore()
}

type Blurred = {
  picture: Picture
  to: Box
  blurPx: number
  createLayer: DrawAssets['createLayer'] | undefined
}

/** A copy that shows the blur in so few pixels is soft enough, and all of a panorama's slices draw the same one. */
const blurPxOfCopy = 4

function drawBlurred(context: DrawContext, { picture, to, blurPx, createLayer }: Blurred): void {
  const scale = Math.min(1, blurPxOfCopy / blurPx)
  const margin = Math.ceil(3 * blurPx * scale)
  const width = Math.max(1, Math.round(to.width * scale))
  const height = Math.max(1, Math.round(to.height * scale))
  const copy = createLayer?.(width + 2 * margin, height + 2 * margin)
  if (!copy) {
    drawPicture(context, picture, to)
    return
  }
  // The edge is repeated outwards, so that nothing transparent is averaged in.
  drawPicture(copy, picture, { x: 0, y: 0, width: width + 2 * margin, height: height + 2 * margin })
  drawPicture(copy, picture, { x: margin, y: margin, width, height })
  const soft = soften(copy, blurPx * scale, createLayer)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'low'
  context.drawImage(soft, margin, margin, width, height, to.x, to.y, to.width, to.height)
}

/** Transparent in the middle, dark in the corners. */
function createVignette(context: DrawContext, strength: number, { widthPx, heightPx }: Area): CanvasGradient {
  const [x, y] = [widthPx / 2, heightPx / 2]
  const gradient = context.createRadialGradient(x, y, 0, x, y, Math.hypot(x, y))
  for (let step = 0; step <= 8; step++) {
    const distance = step / 8
    gradient.addColorStop(
      distance,
      `rgb(0 0 0 / ${(strength * 0.85 * Math.max(distance - 0.25, 0) ** 2) / 0.5625})`,
    )
  }
  return gradient
}

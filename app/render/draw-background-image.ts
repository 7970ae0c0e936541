import type { Background } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext, Picture } from './draw-assets.ts'
import { drawPlaceholder } from './draw-placeholder.ts'
import { type Box, drawPicture, fitPicture } from './fit-picture.ts'

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
  const blurPx = Math.min((background.blur ?? 0) * assets.widthPx, assets.widthPx)
  // Drawn larger by the reach of the blur, or the edges of the canvas would fade into the colour.
  const reach = background.fit === 'contain' ? 0 : 2 * blurPx
  const box = { x: -reach, y: -reach, width: widthPx + 2 * reach, height: heightPx + 2 * reach }
  const to = fitPicture(picture, box, background.fit)
  context.save()
  context.beginPath()
  context.rect(0, 0, widthPx, heightPx)
  context.clip()
  if (blurPx >= 0.5) drawBlurred(context, { picture, to, blurPx, createLayer: assets.createLayer })
  else drawPicture(context, picture, to)
  if (background.dim) {
    context.fillStyle = `rgb(0 0 0 / ${background.dim})`
    context.fillRect(0, 0, widthPx, heightPx)
  }
  context.restore()
}

type Blurred = {
  picture: Picture
  to: Box
  blurPx: number
  createLayer: DrawAssets['createLayer'] | undefined
}

function drawBlurred(context: DrawContext, { picture, to, blurPx, createLayer }: Blurred): void {
  if ('filter' in context) {
    context.filter = `blur(${blurPx.toFixed(2)}px)`
    drawPicture(context, picture, to)
    context.filter = 'none'
    return
  }
  // Safari has no filters on a canvas: a tiny copy drawn large is soft too.
  const scale = Math.min(1, 2 / blurPx)
  const small = createLayer?.(
    Math.max(1, Math.round(to.width * scale)),
    Math.max(1, Math.round(to.height * scale)),
  )
  if (!small) {
    drawPicture(context, picture, to)
    return
  }
  drawPicture(small, picture, { x: 0, y: 0, width: small.canvas.width, height: small.canvas.height })
  drawPicture(context, small.canvas, to)
}

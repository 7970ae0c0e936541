import type { DrawContext } from './draw-assets.ts'
import type { Box } from './fit-picture.ts'
import { planFont } from './fonts.ts'
import { createRoundedRect, traceRoundedRect } from './rounded-path.ts'

const placeholderFill = '#e9eaee'
const ink = '#70757f'

/**
 * Drawn where a picture is missing on this device: neutral, with a picture glyph and the name of the file. `trace`
 * begins a path and outlines the filled area.
 */
export function drawPlaceholder(
  context: DrawContext,
  { box, label, trace }: { box: Box; label: string | undefined; trace: () => void },
): void {
  const unit = Math.min(box.width, box.height)
  trace()
  context.fillStyle = placeholderFill
  context.fill()
  if (unit < 1) return
  const centreX = box.x + box.width / 2
  const centreY = box.y + box.height / 2
  drawGlyph(context, {
    x: centreX - unit * 0.11,
    y: centreY - unit * 0.14,
    width: unit * 0.22,
    height: unit * 0.18,
  })

  context.save()
  context.font = planFont({ family: 'Inter', weight: 500 }, unit * 0.048)
  context.textAlign = 'center'
  context.textBaseline = 'top'
  context.direction = 'ltr'
  context.fillStyle = ink
  const name = shortenMiddle(
    label ?? 'No picture yet',
    (text) => context.measureText(text).width,
    unit * 0.84,
  )
  context.fillText(name, centreX, centreY + unit * 0.09)
  context.restore()
}

/** A framed landscape: two hills and a sun. */
function drawGlyph(context: DrawContext, box: Box): void {
  const { x, y, width, height } = box
  context.save()
  context.lineWidth = width * 0.065
  context.lineJoin = 'round'
  context.strokeStyle = ink
  context.beginPath()
  traceRoundedRect(context, createRoundedRect(box, width * 0.13))
  context.stroke()
  context.beginPath()
  context.moveTo(x, y + height * 0.84)
  context.lineTo(x + width * 0.34, y + height * 0.46)
  context.lineTo(x + width * 0.6, y + height * 0.78)
  context.lineTo(x + width * 0.76, y + height * 0.6)
  context.lineTo(x + width, y + height * 0.88)
  context.stroke()
  context.beginPath()
  context.arc(x + width * 0.7, y + height * 0.31, width * 0.07, 0, 2 * Math.PI)
  context.fillStyle = ink
  context.fill()
  context.restore()
}

/** The start names the kind, the end the individual: "IMG_20…42.png". */
function shortenMiddle(text: string, measure: (text: string) => number, maxWidth: number): string {
  if (measure(text) <= maxWidth) return text
  const signs = Array.from(text)
  for (let kept = Math.min(signs.length - 1, 60); kept > 2; kept--) {
    const head = Math.ceil(kept / 2)
    const short = `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (kept - head)).join('')}`
    if (measure(short) <= maxWidth) return short
  }
  return '…'
}

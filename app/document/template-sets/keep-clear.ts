import { listBackgroundColours } from '../catalogue/background-colours.ts'
import { readableContrast } from '../catalogue/text-colour.ts'
import { measureContrast } from '../model/contrast.ts'
import { mixOver } from '../model/mix-colours.ts'
import type { Background, ShapeElement, TextElement } from '../model/schema.ts'

type Box = { x: number; y: number; width: number; height: number }

/**
 * True for a shape that leaves every caption readable and, unless it is a faint one, does not run through it. Lights
 * have no edge, and their colours are chosen with the captions.
 */
export function isClearOf(
  shape: ShapeElement,
  {
    captions,
    background,
    isQuiet,
  }: { captions: readonly TextElement[]; background: Background; isQuiet: boolean },
): boolean {
  if (isTransparent(shape.fill) && shape.stroke === undefined) return true
  return captions.every((caption) => {
    const relation = relate(shape, caption)
    if (relation === 'apart') return true
    if (relation === 'across' && !isQuiet) return false
    return caption.style.pill !== undefined || isReadableOn(caption, shape, background)
  })
}

function isReadableOn(caption: TextElement, { fill }: ShapeElement, background: Background): boolean {
  const behind = listBackgroundColours(background)
  return behind.every(
    (colour) => measureContrast(caption.style.colour, mixOver(fill, colour)) >= readableContrast,
  )
}

const isTransparent = (colour: string) => colour.length === 9 && colour.endsWith('00')

function relate(shape: ShapeElement, caption: TextElement): 'apart' | 'across' | 'around' {
  return shape.shape === 'ellipse' ? relateEllipse(shape, caption) : relateBox(shape, caption)
}

function relateEllipse(shape: Box, caption: Box) {
  const [rx, ry] = [shape.width / 2, shape.height / 2]
  const [cx, cy] = [shape.x + rx, shape.y + ry]
  const reach = (x: number, y: number) => Math.hypot((x - cx) / rx, (y - cy) / ry)
  const near = (value: number, from: number, to: number) => Math.min(Math.max(value, from), to)
  const closest = reach(
    near(cx, caption.x, caption.x + caption.width),
    near(cy, caption.y, caption.y + caption.height),
  )
  if (closest >= 1) return 'apart'
  const corners = [caption.x, caption.x + caption.width].flatMap((x) =>
    [caption.y, caption.y + caption.height].map((y) => reach(x, y)),
  )
  return Math.max(...corners) <= 1 ? 'around' : 'across'
}

/** A turned shape counts by the box around it. */
function relateBox(shape: ShapeElement, caption: Box) {
  const radians = (shape.rotation * Math.PI) / 180
  if (Math.abs(shape.rotation) > 1 && shape.width > shape.height * 2)
    return relateBar(shape, caption, radians)
  const isInside =
    shape.x <= caption.x &&
    shape.y <= caption.y &&
    shape.x + shape.width >= caption.x + caption.width &&
    shape.y + shape.height >= caption.y + caption.height
  if (isInside) return 'around'
  const isApart =
    shape.x >= caption.x + caption.width ||
    shape.x + shape.width <= caption.x ||
    shape.y >= caption.y + caption.height ||
    shape.y + shape.height <= caption.y
  return isApart ? 'apart' : 'across'
}

/** A slanting bar: apart while all corners of the caption lie on one side of it. */
function relateBar(shape: ShapeElement, caption: Box, radians: number) {
  const [cx, cy] = [shape.x + shape.width / 2, shape.y + shape.height / 2]
  const corners = [caption.x, caption.x + caption.width].flatMap((x) =>
    [caption.y, caption.y + caption.height].map((y) => ({
      along: (x - cx) * Math.cos(radians) + (y - cy) * Math.sin(radians),
      aside: (y - cy) * Math.cos(radians) - (x - cx) * Math.sin(radians),
    })),
  )
  const isBeyond = (values: readonly number[], half: number) =>
    Math.min(...values) >= half || Math.max(...values) <= -half
  const isApart =
    isBeyond(
      corners.map(({ aside }) => aside),
      shape.height / 2,
    ) ||
    isBeyond(
      corners.map(({ along }) => along),
      shape.width / 2,
    )
  return isApart ? 'apart' : 'across'
}

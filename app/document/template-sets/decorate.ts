import { createShape } from '../edits/create-element.ts'
import type { FrameElement, ShapeElement } from '../model/schema.ts'
import { type Colours, getPaint } from './paint.ts'
import type { Decoration, TemplateSet } from './template-set.ts'

export type DecorationPlace = {
  colours: Colours
  canvasHeight: number
  /** The front device; absent on a screen without one. */
  device: Pick<FrameElement, 'x' | 'y' | 'width' | 'height'> | undefined
}

/** The height of a tall phone's canvas, for which sizes are given. */
const designHeight = 2.17

/** The shape of a decoration on this canvas; `undefined` where it has no device to stand by. */
export function createDecoration(decoration: Decoration, place: DecorationPlace): ShapeElement | undefined {
  const { colours } = place
  const box = planBox(decoration, place)
  if (box === undefined) return undefined
  const { shape, fill, stroke, glow, shadow, corner, points } = decoration
  const { unit, rotation } = box
  const created = createShape({
    order: 'a0',
    name: 'Decoration',
    x: box.x - box.width / 2,
    y: box.y - box.height / 2,
    width: box.width,
    height: box.height,
    shape,
    fill: fill === undefined ? transparent : getPaint(colours, fill),
    ...(corner === undefined ? {} : { corner: corner * unit }),
  })
  return {
    ...created,
    rotation,
    decoration: true,
    ...(points === undefined ? {} : { points }),
    ...(stroke === undefined
      ? {}
      : { stroke: { colour: getPaint(colours, stroke[0]), width: stroke[1] * unit } }),
    ...(glow === undefined
      ? {}
      : { shadow: { x: 0, y: 0, blur: glow[1] * unit, colour: getPaint(colours, glow[0]) } }),
    ...(shadow === undefined
      ? {}
      : {
          shadow: { x: 0, y: shadow[1] * unit, blur: shadow[2] * unit, colour: getPaint(colours, shadow[0]) },
        }),
  }
}

const transparent = '#00000000'

type Box = { x: number; y: number; width: number; height: number; unit: number; rotation: number }

function planBox(decoration: Decoration, place: DecorationPlace): Box | undefined {
  const { on = 'canvas', rotation = 0, to } = decoration
  const [x, y] = decoration.at
  const [width, height] = decoration.size
  const { canvasHeight, device } = place
  if (on === 'area') {
    return { x, y: y * canvasHeight, width, height: height * canvasHeight, unit: 1, rotation }
  }
  if (on === 'device') {
    if (device === undefined) return undefined
    // A lying or nearly square device needs a smaller shape to show as much of it.
    const unit = Math.min(device.width, Math.sqrt(device.width * device.height) * 0.87)
    const at = { x: device.x + device.width * x, y: device.y + device.height * y }
    return { ...at, width: width * unit, height: height * unit, unit, rotation }
  }
  const share = canvasHeight / designHeight
  // Lights have no edge that could come near a caption, and are to fill a wide canvas too.
  const unit = decoration.glow === undefined ? share : Math.sqrt(share)
  const thickness = height * unit
  if (to === undefined) {
    return { x, y: y * canvasHeight, width: width * unit, height: thickness, unit, rotation }
  }
  const [dx, dy] = [to[0] - x, (to[1] - y) * canvasHeight]
  return {
    x: x + dx / 2,
    y: y * canvasHeight + dy / 2,
    // Round ends of two bars that meet lie on each other.
    width: Math.hypot(dx, dy) + thickness,
    height: thickness,
    unit,
    rotation: (Math.atan2(dy, dx) * 180) / Math.PI,
  }
}

/** How far shapes across are pushed down where a caption stands beside the device. */
const lowered = 0.6

export function lowerDecoration(decoration: Decoration): Decoration {
  const lower = (y: number) => 1 - (1 - y) * lowered
  const { at, to, size } = decoration
  return {
    ...decoration,
    at: [at[0], lower(at[1])],
    // A circle stays one.
    size: [size[0] === size[1] ? size[0] * lowered : size[0], size[1] * lowered],
    ...(to === undefined ? {} : { to: [to[0], lower(to[1])] as const }),
  }
}

/** The shapes that run over all screens, as far as they touch this one. */
export function listAcross(set: TemplateSet, index: number): readonly Decoration[] {
  const every = set.acrossEvery
  const screen = every === undefined ? index : index % every
  return (set.across ?? []).flatMap((decoration) => {
    const [x, y] = decoration.at
    const moved: Decoration = { ...decoration, at: [x - screen, y] }
    const { to } = decoration
    const end = to === undefined ? x : to[0]
    const reach = decoration.size[0] / 2 + (decoration.glow?.[1] ?? 0)
    const isSeen = Math.max(x, end) + reach > screen && Math.min(x, end) - reach < screen + 1
    if (!isSeen) return []
    return [to === undefined ? moved : { ...moved, to: [to[0] - screen, to[1]] as const }]
  })
}

import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import type { FrameElement } from '../model/schema.ts'
import { type Area, fitInside, measureTurned } from './fit-inside.ts'
import type { Items } from './list-parts.ts'

/** A single device stands nearly straight on a canvas of another shape. */
const widestAngle = 12

/**
 * Devices in the area: a single one as large as it goes, several in the arrangement that they have, which overlaps as
 * before although their shapes are others.
 */
export function placeFrames(frames: Items<FrameElement>, area: Area): Items<FrameElement> {
  const [only, ...others] = frames
  if (only !== undefined && others.length === 0) {
    const { rotation } = only.item
    const straight = { ...only.item, rotation: Math.abs(rotation) > widestAngle ? 0 : rotation }
    return [{ id: only.id, item: fitInside(straight, area) }]
  }
  const reshaped = frames.map(({ id, item }) => ({
    id,
    item: { ...item, width: item.height * aspectOfFrame(item) },
  }))
  const spread = planSpread(frames, reshaped, area)
  const group = reshaped.map(({ id, item }, index) => {
    const before = frames[index]?.item ?? item
    const centre = (before.x + before.width / 2) * spread
    return { id, item: { ...item, x: centre - item.width / 2 } }
  })
  const from = boundsOf(group)
  const scale = Math.min(area.width / from.width, area.height / from.height)
  const [left, top] = [
    area.x + (area.width - from.width * scale) / 2,
    area.y + (area.height - from.height * scale) / 2,
  ]
  return group.map(({ id, item }) => ({
    id,
    item: {
      ...item,
      x: left + (item.x - from.x) * scale,
      y: top + (item.y - from.y) * scale,
      width: item.width * scale,
      height: item.height * scale,
    },
  }))
}

/** Wider devices stand further apart, up to the area's shape; closer than this they would cover each other. */
const closest = 0.4

function planSpread(frames: Items<FrameElement>, reshaped: Items<FrameElement>, area: Area): number {
  const usual = sum(reshaped.map(({ item }) => item.width)) / sum(frames.map(({ item }) => item.width))
  const centres = frames.map(({ item }) => item.x + item.width / 2)
  const extent = Math.max(Math.max(...centres) - Math.min(...centres), 1e-6)
  const { height } = boundsOf(reshaped)
  const free = (area.width / area.height) * height - Math.max(...reshaped.map(({ item }) => item.width))
  return Math.min(usual, Math.max(free / extent, usual * closest))
}

const sum = (numbers: readonly number[]) =>
  Math.max(
    1e-6,
    numbers.reduce((total, number) => total + number, 0),
  )

/** Of all corners, turned as they are. */
function boundsOf(frames: Items<FrameElement>): Area {
  const boxes = frames.map(({ item }) => {
    const { across, down } = measureTurned(item.rotation, item.width / item.height)
    const [cx, cy] = [item.x + item.width / 2, item.y + item.height / 2]
    const [halfWidth, halfHeight] = [(item.width * across) / 2, (item.width * down) / 2]
    return { left: cx - halfWidth, right: cx + halfWidth, top: cy - halfHeight, bottom: cy + halfHeight }
  })
  const x = Math.min(...boxes.map(({ left }) => left))
  const y = Math.min(...boxes.map(({ top }) => top))
  const width = Math.max(1e-6, Math.max(...boxes.map(({ right }) => right)) - x)
  return { x, y, width, height: Math.max(1e-6, Math.max(...boxes.map(({ bottom }) => bottom)) - y) }
}

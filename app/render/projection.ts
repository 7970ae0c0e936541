import type { Box } from './fit-picture.ts'

/** From a point of the flat frame, `depthPx` behind its front, to where it is seen. */
export type Projection = (x: number, y: number, depthPx: number) => { x: number; y: number }

/** Beyond this a screen is too thin to read, and at 90° it vanishes. */
const maxTiltDegrees = 60

/** Distance of the eye in lengths of the longer side: near enough to show depth, far enough not to distort. */
export const eyeDistance = 2.4

/** `tilt.x` turns about the vertical axis through the box's centre (positive: the right side goes back), `tilt.y` about the horizontal one (positive: the top goes back). */
export function createProjection(box: Box, tilt: { x: number; y: number }): Projection {
  const aboutVertical = toTiltRadians(tilt.x)
  const aboutHorizontal = toTiltRadians(tilt.y)
  const cosV = Math.cos(aboutVertical)
  const sinV = Math.sin(aboutVertical)
  const cosH = Math.cos(aboutHorizontal)
  const sinH = Math.sin(aboutHorizontal)
  const eye = eyeDistance * Math.max(box.width, box.height, 1)
  const centreX = box.x + box.width / 2
  const centreY = box.y + box.height / 2
  return (x, y, depthPx) => {
    const dx = x - centreX
    const dy = y - centreY
    const turnedX = dx * cosV - depthPx * sinV
    const behindV = dx * sinV + depthPx * cosV
    const turnedY = dy * cosH + behindV * sinH
    const behind = behindV * cosH - dy * sinH
    const scale = eye / (eye + behind)
    return { x: centreX + turnedX * scale, y: centreY + turnedY * scale }
  }
}

export function toTiltRadians(degrees: number): number {
  return (Math.min(Math.max(degrees, -maxTiltDegrees), maxTiltDegrees) * Math.PI) / 180
}

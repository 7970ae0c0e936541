import type { TextElement } from '#app/document/model/schema.ts'

/** A colour that lies around letters, and how much of it is seen right beside them: 0–1. */
export type Halo = { colour: string; share: number }

/** The thickness of a letter's lines as a share of its size; that of a bold one is greater. */
const lineShare = 0.14

/** What shadow and glow do to the ground of a text. A shadow that falls to one side leaves the other side bare. */
export function listHalos({ style, effects, opacity }: TextElement): readonly Halo[] {
  const { shadow, size } = style
  const glow = effects?.glow
  const around = (colour: string, blur: number): Halo => ({
    colour,
    share: measureShare(blur, size) * opacity,
  })
  return [
    ...(shadow !== undefined && Math.hypot(shadow.x, shadow.y) <= shadow.blur / 2
      ? [around(shadow.colour, shadow.blur)]
      : []),
    // A glow is drawn twice: see `draw-effects.ts`.
    ...(glow === undefined ? [] : [around(glow.colour, glow.blur), around(glow.colour, glow.blur * 0.45)]),
  ]
}

/**
 * At the edge of a wide area a blur has half of its colour; the wider it is than the line it comes from, the less. A blur of
 * hardly a pixel is an edge and no ground.
 */
function measureShare(blur: number, size: number): number {
  if (blur < size * 0.04) return 0
  const deviation = blur / 2
  return Math.min(0.5, (0.4 * lineShare * size) / deviation)
}

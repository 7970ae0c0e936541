/** `#rrggbb` of a colour, with its transparency, over an opaque one. */
export function mixOver(colour: string, below: string): string {
  const alpha = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) / 255 : 1
  const channel = (of: string, at: number) => Number.parseInt(of.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) =>
    Math.round(channel(colour, at) * alpha + channel(below, at) * (1 - alpha))
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${mixed.join('')}`
}

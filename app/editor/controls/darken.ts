/** A second colour for a gradient made from one: the same, a fifth darker. */
export function darken(colour: string): string {
  const channel = (at: number) =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * 0.8)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

import type { Background } from '#app/document/model/schema.ts'

/** White or near-black, whichever reads better on all of the background. */
export function pickTextColour(background: Background): '#ffffff' | '#17171a' {
  const colours =
    background.type === 'linear' || background.type === 'radial'
      ? background.stops.map((stop) => stop.colour)
      : [background.colour]
  const light = colours.map(measureLuminance)
  const worstWhite = Math.min(...light.map((luminance) => 1.05 / (luminance + 0.05)))
  const worstDark = Math.min(...light.map((luminance) => (luminance + 0.05) / 0.06))
  return worstWhite >= worstDark ? '#ffffff' : '#17171a'
}

/** Relative luminance, as WCAG defines it. */
function measureLuminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

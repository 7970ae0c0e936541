import { readableContrast } from '../catalogue/text-colour.ts'
import { measureContrast, measureLuminance } from '../model/contrast.ts'
import { measureHueDistance, type Oklch, readOklch, writeOklch } from '../model/oklch.ts'
import type { Colours } from './paint.ts'

/** Colours of a set within this angle are shades of one and stay so. */
const sameHue = 40
const neutral = 0.03

/**
 * The set's colours in the hues of a brand. Lightness stays, so that the design keeps its depth, and what was readable
 * on each other still is: pairs with a contrast of 4.5 keep it. Without brand colours nothing changes.
 */
export function recolour(colours: Colours, brand: readonly string[]): Colours {
  if (brand.length === 0) return colours
  const hues = brand.map(readOklch)
  const shades = new Map(Object.entries(colours).map(([name, colour]) => [name, readOklch(colour)]))
  const leads = findLeads([...shades.values()])
  const moved = new Map<string, Oklch>()
  for (const [name, shade] of shades) {
    const at = leads.findIndex(({ hue }) => measureHueDistance(hue, shade.hue) <= sameHue)
    const lead = leads[at]
    const target = hues[Math.max(at, 0) % hues.length]
    if (target === undefined) continue
    moved.set(name, moveHue(shade, lead, target))
  }
  return keepReadable(colours, moved)
}

/** One colour for each hue of the set, the most vivid first. */
function findLeads(shades: readonly Oklch[]): readonly Oklch[] {
  const leads: Oklch[] = []
  for (const shade of [...shades].sort((a, b) => b.chroma - a.chroma)) {
    if (shade.chroma < neutral) break
    if (leads.every(({ hue }) => measureHueDistance(hue, shade.hue) > sameHue)) leads.push(shade)
  }
  return leads
}

function moveHue(shade: Oklch, lead: Oklch | undefined, target: Oklch): Oklch {
  // Greys with a tint take the brand's tint.
  if (lead === undefined || shade.chroma < neutral) return { ...shade, hue: target.hue }
  const turn = ((shade.hue - lead.hue + 540) % 360) - 180
  const strength = Math.min(Math.max(target.chroma / lead.chroma, 0.5), 1.15)
  return { lightness: shade.lightness, chroma: shade.chroma * strength, hue: target.hue + turn * 0.6 }
}

const step = 0.008
const mostSteps = 80

/** Moves pairs apart in lightness until each that was readable is again. */
function keepReadable(before: Colours, shades: Map<string, Oklch>): Colours {
  const names = [...shades.keys()]
  const colourOf = (name: string) => writeOklch(shades.get(name) ?? { lightness: 0, chroma: 0, hue: 0 })
  const pairs = names.flatMap((a, index) =>
    names.slice(index + 1).flatMap((b) => {
      const [first, second] = [before[a] ?? '#000000', before[b] ?? '#000000']
      if (measureContrast(first, second) < readableContrast) return []
      return [
        measureLuminance(first) > measureLuminance(second) ? { light: a, dark: b } : { light: b, dark: a },
      ]
    }),
  )
  for (let count = 0; count < mostSteps; count++) {
    const unreadable = pairs.filter(
      ({ light, dark }) => measureContrast(colourOf(light), colourOf(dark)) < readableContrast,
    )
    if (unreadable.length === 0) break
    for (const name of new Set(unreadable.map(({ light }) => light))) shift(shades, name, step)
    for (const name of new Set(unreadable.map(({ dark }) => dark))) shift(shades, name, -step)
  }
  return Object.fromEntries(names.map((name) => [name, colourOf(name)]))
}

function shift(shades: Map<string, Oklch>, name: string, by: number): void {
  const shade = shades.get(name)
  if (shade === undefined) return
  shades.set(name, { ...shade, lightness: Math.min(Math.max(shade.lightness + by, 0), 1) })
}

import { measureHueDistance, type Oklch, readOklch, writeOklch } from '../model/oklch.ts'

/** Less is grey, which no brand is known by. */
const leastChroma = 0.055
/** Colours nearer than this are one. */
const sameHue = 28
const mostColours = 4

type Cluster = { weight: number; lightness: number; chroma: number; x: number; y: number; hue: number }

/**
 * The few colours that an app shows most, the most frequent first, from pixels of its captures (RGBA bytes; a small copy
 * suffices). Greys and what is nearly black or white do not count; an app without colours gives none.
 */
export function findBrandColours(pixels: Uint8ClampedArray): readonly string[] {
  const counts = new Map<string, number>()
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < 200) continue
    // 32 steps a channel: equal enough, and few enough to convert.
    const colour = writeHex([pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0].map(coarse))
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const seen = [...counts]
    .map(([colour, count]) => ({ ...readOklch(colour), count }))
    .filter(({ chroma, lightness }) => chroma >= leastChroma && lightness > 0.25 && lightness < 0.93)
    .sort((a, b) => b.count * b.chroma - a.count * a.chroma)
  const clusters: Cluster[] = []
  for (const colour of seen) addToCluster(clusters, colour)
  const total = clusters.reduce((sum, { weight }) => sum + weight, 0)
  return clusters
    .filter(({ weight }) => weight > total * 0.06)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostColours)
    .map(({ weight, lightness, chroma, hue }) =>
      writeOklch({ lightness: lightness / weight, chroma: chroma / weight, hue }),
    )
}

const coarse = (value: number) => Math.min(Math.round(value / 8) * 8, 255)

const writeHex = (channels: readonly number[]) =>
  `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`

/** Vivid pixels weigh more: a small button says more of a brand than a pale background. */
function addToCluster(clusters: Cluster[], { count, lightness, chroma, hue }: Oklch & { count: number }) {
  const weight = count * chroma
  const radians = (hue * Math.PI) / 180
  const near = clusters.find((cluster) => measureHueDistance(cluster.hue, hue) < sameHue)
  const cluster = near ?? { weight: 0, lightness: 0, chroma: 0, x: 0, y: 0, hue }
  cluster.weight += weight
  cluster.lightness += lightness * weight
  cluster.chroma += chroma * weight
  cluster.x += Math.cos(radians) * weight
  cluster.y += Math.sin(radians) * weight
  cluster.hue = ((Math.atan2(cluster.y, cluster.x) * 180) / Math.PI + 360) % 360
  if (near === undefined) clusters.push(cluster)
}

/**
 * Colours by perceived lightness (0–1), colourfulness (0 to about 0.32) and hue (degrees): Björn Ottosson's OKLab in polar
 * form, https://bottosson.github.io/posts/oklab/. Equal lightness looks equally light in every hue.
 */
export type Oklch = { lightness: number; chroma: number; hue: number }

type Triple = readonly [number, number, number]

export function readOklch(colour: string): Oklch {
  const [red, green, blue] = readLinear(colour)
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  return { lightness, chroma: Math.hypot(a, b), hue: hue < 0 ? hue + 360 : hue }
}

/** `#rrggbb`; a colour that no display shows loses chroma until one does. */
export function writeOklch({ lightness, chroma, hue }: Oklch): string {
  const inside = Math.min(Math.max(lightness, 0), 1)
  for (let left = chroma; left > 0.001; left *= 0.94) {
    const linear = toLinear({ lightness: inside, chroma: left, hue })
    if (linear.every((channel) => channel >= -0.0005 && channel <= 1.0005)) return writeLinear(linear)
  }
  return writeLinear(toLinear({ lightness: inside, chroma: 0, hue }))
}

/** The shorter way round, 0–180. */
export function measureHueDistance(a: number, b: number): number {
  const distance = Math.abs(a - b) % 360
  return Math.min(distance, 360 - distance)
}

function toLinear({ lightness, chroma, hue }: Oklch): Triple {
  const radians = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(radians), chroma * Math.sin(radians)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function readLinear(colour: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

function writeLinear(linear: Triple): string {
  const channels = linear.map((value) => {
    const inside = Math.min(Math.max(value, 0), 1)
    const encoded = inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

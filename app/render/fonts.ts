/**
 * The bundled families, all under the SIL Open Font License. Served from our own origin, so captions look the same with
 * no network and on every device. The files are in `font-files.ts`, which only a bundler can read.
 */
export type FontFamily = {
  /** As written in the document (`TextStyle.family`) and shown in the menu. */
  name: FontFamilyName
  kind: 'sans' | 'serif' | 'mono'
  minWeight: number
  maxWeight: number
  hasItalic: boolean
}

export type FontFamilyName =
  | 'Inter'
  | 'Manrope'
  | 'DM Sans'
  | 'Nunito'
  | 'Space Grotesk'
  | 'Bricolage Grotesque'
  | 'Playfair Display'
  | 'JetBrains Mono'

export const FALLBACK_FAMILY = 'Inter' satisfies FontFamilyName

export const fontFamilies: readonly FontFamily[] = [
  { name: 'Inter', kind: 'sans', minWeight: 100, maxWeight: 900, hasItalic: true },
  { name: 'Manrope', kind: 'sans', minWeight: 200, maxWeight: 800, hasItalic: false },
  { name: 'DM Sans', kind: 'sans', minWeight: 100, maxWeight: 1000, hasItalic: true },
  { name: 'Nunito', kind: 'sans', minWeight: 200, maxWeight: 1000, hasItalic: true },
  { name: 'Space Grotesk', kind: 'sans', minWeight: 300, maxWeight: 700, hasItalic: false },
  { name: 'Bricolage Grotesque', kind: 'sans', minWeight: 200, maxWeight: 800, hasItalic: false },
  { name: 'Playfair Display', kind: 'serif', minWeight: 400, maxWeight: 900, hasItalic: true },
  { name: 'JetBrains Mono', kind: 'mono', minWeight: 100, maxWeight: 800, hasItalic: true },
]

export function findFontFamily(name: string): FontFamily | undefined {
  return fontFamilies.find((family) => family.name === name)
}

const genericFamily = { sans: 'sans-serif', serif: 'serif', mono: 'monospace' } as const

/**
 * The `font` shorthand of a context. An unknown family becomes Inter, not a local font of that name: the same document
 * must give the same picture everywhere. Weights outside the family's range are clamped, because browsers would
 * otherwise synthesise them.
 */
export function planFont(
  style: { family: string; weight: number; italic?: boolean },
  sizePx: number,
): string {
  const family = findFontFamily(style.family) ?? findFontFamily(FALLBACK_FAMILY)
  if (!family) throw new Error(`${FALLBACK_FAMILY} must be a bundled family`)
  const weight = Math.round(Math.min(Math.max(style.weight, family.minWeight), family.maxWeight))
  const names =
    family.name === FALLBACK_FAMILY ? `"${FALLBACK_FAMILY}"` : `"${family.name}", "${FALLBACK_FAMILY}"`
  return `${style.italic ? 'italic ' : ''}${weight} ${sizePx.toFixed(3)}px ${names}, ${genericFamily[family.kind]}`
}

import { findFontMedia } from '#app/document/model/font-media.ts'
import { findUserFont } from './user-fonts.ts'

/**
 * The bundled families, all under the SIL Open Font License. Served from our own origin, so captions look the same with
 * no network and on every device. The files are found by `find-font-files.ts`, which only a bundler can read.
 */
export type FontFamily = {
  /** As written in the document (`TextStyle.family`) and shown in the menu. */
  name: FontFamilyName
  kind: 'sans' | 'serif' | 'mono' | 'hand'
  minWeight: number
  maxWeight: number
  hasItalic: boolean
  /** Cut into many files, of which a text needs few; draws what the other families lack (`script-families.ts`). */
  script?: string
}

/** On every device from the first visit on, with their files in `font-files.ts`. */
export type FirstFamilyName =
  | 'Inter'
  | 'Manrope'
  | 'DM Sans'
  | 'Nunito'
  | 'Space Grotesk'
  | 'Bricolage Grotesque'
  | 'Playfair Display'
  | 'JetBrains Mono'

/** Fetched when a project uses them, and kept then. */
export type LaterFamilyName =
  | 'Montserrat'
  | 'Figtree'
  | 'Rubik'
  | 'Oswald'
  | 'Fraunces'
  | 'Lora'
  | 'Caveat'
  | ScriptFamilyName

export type ScriptFamilyName =
  | 'Noto Sans Arabic'
  | 'Noto Sans Hebrew'
  | 'Noto Sans Devanagari'
  | 'Noto Sans Thai'
  | 'Noto Sans JP'
  | 'Noto Sans KR'
  | 'Noto Sans SC'
  | 'Noto Sans TC'
  | typeof EMOJI_FAMILY

export type FontFamilyName = FirstFamilyName | LaterFamilyName

export const FALLBACK_FAMILY = 'Inter' satisfies FontFamilyName
export const EMOJI_FAMILY = 'Noto Color Emoji'

export const fontFamilies: readonly FontFamily[] = [
  { name: 'Inter', kind: 'sans', minWeight: 100, maxWeight: 900, hasItalic: true },
  { name: 'Manrope', kind: 'sans', minWeight: 200, maxWeight: 800, hasItalic: false },
  { name: 'DM Sans', kind: 'sans', minWeight: 100, maxWeight: 1000, hasItalic: true },
  { name: 'Nunito', kind: 'sans', minWeight: 200, maxWeight: 1000, hasItalic: true },
  { name: 'Montserrat', kind: 'sans', minWeight: 100, maxWeight: 900, hasItalic: true },
  { name: 'Figtree', kind: 'sans', minWeight: 300, maxWeight: 900, hasItalic: true },
  { name: 'Rubik', kind: 'sans', minWeight: 300, maxWeight: 900, hasItalic: true },
  { name: 'Space Grotesk', kind: 'sans', minWeight: 300, maxWeight: 700, hasItalic: false },
  { name: 'Bricolage Grotesque', kind: 'sans', minWeight: 200, maxWeight: 800, hasItalic: false },
  { name: 'Oswald', kind: 'sans', minWeight: 200, maxWeight: 700, hasItalic: false },
  { name: 'Playfair Display', kind: 'serif', minWeight: 400, maxWeight: 900, hasItalic: true },
  { name: 'Fraunces', kind: 'serif', minWeight: 100, maxWeight: 900, hasItalic: true },
  { name: 'Lora', kind: 'serif', minWeight: 400, maxWeight: 700, hasItalic: true },
  { name: 'Caveat', kind: 'hand', minWeight: 400, maxWeight: 700, hasItalic: false },
  { name: 'JetBrains Mono', kind: 'mono', minWeight: 100, maxWeight: 800, hasItalic: true },
  createScriptFamily('Noto Sans Arabic', 'Arabic'),
  createScriptFamily('Noto Sans Hebrew', 'Hebrew'),
  createScriptFamily('Noto Sans Devanagari', 'Devanagari'),
  createScriptFamily('Noto Sans Thai', 'Thai'),
  createScriptFamily('Noto Sans JP', 'Japanese'),
  createScriptFamily('Noto Sans KR', 'Korean'),
  createScriptFamily('Noto Sans SC', 'Chinese, simplified'),
  createScriptFamily('Noto Sans TC', 'Chinese, traditional'),
  { ...createScriptFamily(EMOJI_FAMILY, 'Emoji'), minWeight: 400, maxWeight: 400 },
]

function createScriptFamily(name: ScriptFamilyName, script: string): FontFamily {
  return { name, kind: 'sans', minWeight: 100, maxWeight: 900, hasItalic: false, script }
}

export function findFontFamily(name: string): FontFamily | undefined {
  return fontFamilies.find((family) => family.name === name)
}

const genericFamily = { sans: 'sans-serif', serif: 'serif', mono: 'monospace', hand: 'cursive' } as const

type FontStyle = {
  family: string
  weight: number
  italic?: boolean | undefined
  /** Families for the signs that family and fallback lack, from `planScriptFamilies`. */
  scripts?: readonly FontFamilyName[]
}

/**
 * The `font` shorthand of a context. An unknown family, and a font of the user's that has not been read, become Inter, not a local font of that name: the same document
 * must give the same picture everywhere. Weights outside the family's range are clamped, because browsers would
 * otherwise synthesise them.
 */
export function planFont({ family, weight, italic, scripts = [] }: FontStyle, sizePx: number): string {
  const found = findFontFamily(family)
  const isRead = findUserFont(family) !== undefined
  const own = isRead ? family : (found?.name ?? FALLBACK_FAMILY)
  const { minWeight, maxWeight } = findWeights(family) ?? { minWeight: 1, maxWeight: 1000 }
  const kind = found?.kind ?? 'sans'
  const clamped = Math.round(Math.min(Math.max(weight, minWeight), maxWeight))
  const names = [...new Set([own, FALLBACK_FAMILY, ...scripts])].map((name) => `"${name}"`).join(', ')
  return `${italic ? 'italic ' : ''}${clamped} ${sizePx.toFixed(3)}px ${names}, ${genericFamily[kind]}`
}

/** A font of the media library. */
export function isUserFont(family: string): boolean {
  return findFontMedia(family) !== undefined
}

/** The weights a family has; `undefined` for one that is not known here. */
export function findWeights(family: string): { minWeight: number; maxWeight: number } | undefined {
  return findFontFamily(family) ?? findUserFont(family)
}

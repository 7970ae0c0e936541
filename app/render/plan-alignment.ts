import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import type { TextElement, TextStyle } from '#app/document/model/schema.ts'
import type { DrawAssets } from './draw-assets.ts'
import { findContentLocale } from './find-localised.ts'

type Align = TextStyle['align']
type Languages = Pick<DrawAssets, 'locale' | 'fallbackLocale'>

/**
 * The side at which the lines of a text are drawn. The stored side is the source language's: where that is written from left
 * to right, words of a language written from right to left stand at the opposite side, so that both begin at the edge where
 * reading begins.
 */
export function planAlignment(
  { style, contentByLocale }: Pick<TextElement, 'style' | 'contentByLocale'>,
  languages: Languages,
): Align {
  return isMirrored(contentByLocale, languages) ? mirrored[style.align] : style.align
}

/** The side to store, so that the text is drawn at `shown` in the language that is looked at. */
export function storeAlignment(
  shown: Align,
  { contentByLocale }: Pick<TextElement, 'contentByLocale'>,
  languages: Languages,
): Align {
  return isMirrored(contentByLocale, languages) ? mirrored[shown] : shown
}

const mirrored = { left: 'right', center: 'center', right: 'left' } as const

function isMirrored(contentByLocale: TextElement['contentByLocale'], languages: Languages): boolean {
  if (getLocaleDirection(languages.fallbackLocale) === 'rtl') return false
  return getLocaleDirection(findContentLocale(contentByLocale, languages)) === 'rtl'
}

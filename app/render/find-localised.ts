import type { Locale } from '#app/document/model/ids.ts'
import type { DrawAssets } from './draw-assets.ts'

type Languages = Pick<DrawAssets, 'locale' | 'fallbackLocale'>

/** The content of an element in this language: its own, else the fallback language's. */
export function findLocalised<Value>(
  byLocale: Readonly<Record<string, Value>>,
  { locale, fallbackLocale }: Languages,
): Value | undefined {
  return byLocale[locale] ?? byLocale[fallbackLocale]
}

/** The language that `findLocalised` takes the content from; the one shown where there is none. */
export function findContentLocale(
  byLocale: Readonly<Record<string, unknown>>,
  { locale, fallbackLocale }: Languages,
): Locale {
  const isBorrowed = byLocale[locale] === undefined && byLocale[fallbackLocale] !== undefined
  return isBorrowed ? fallbackLocale : locale
}

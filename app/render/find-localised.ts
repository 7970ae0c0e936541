import type { DrawAssets } from './draw-assets.ts'

/** The content of an element in this language: its own, else the fallback language's. */
export function findLocalised<Value>(
  byLocale: Readonly<Record<string, Value>>,
  { locale, fallbackLocale }: Pick<DrawAssets, 'locale' | 'fallbackLocale'>,
): Value | undefined {
  return byLocale[locale] ?? byLocale[fallbackLocale]
}

import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import type { Locale } from '#app/document/model/ids.ts'

/**
 * The 50 languages of App Store Connect (fastlane `languageMapping.json`, 618633c, May 2026); the one for a bare language
 * code comes first of its kind.
 */
const appleLocales =
  'ar-SA bn-BD ca cs da de-DE el en-US en-GB en-AU en-CA es-ES es-MX fi fr-FR fr-CA gu-IN he hi hr hu id it ja kn-IN ko ml-IN mr-IN ms nl-NL no or-IN pa-IN pl pt-BR pt-PT ro ru sk sl-SI sv ta-IN te-IN th tr uk ur-PK vi zh-Hans zh-Hant'.split(
    ' ',
  )

/**
 * The languages of a store listing in the Play Console: those of fastlane supply (`supply/lib/supply/languages.rb`,
 * 454ac963) and fa-AE fa-AF fa-IR gu kk pa sq ur, which the console lists as well.
 */
const playLocales =
  'af am ar az-AZ be bg bn-BD ca cs-CZ da-DK de-DE el-GR en-US en-GB en-AU en-CA en-IN en-SG en-ZA es-ES es-419 es-US et eu-ES fa fa-AE fa-AF fa-IR fi-FI fil fr-FR fr-CA gl-ES gu hi-IN hr hu-HU hy-AM id is-IS it-IT iw-IL ja-JP ka-GE kk km-KH kn-IN ko-KR ky-KG lo-LA lt lv mk-MK ml-IN mn-MN mr-IN ms ms-MY my-MM ne-NP nl-NL no-NO pa pl-PL pt-BR pt-PT rm ro ru-RU si-LK sk sl sq sr sv-SE sw ta-IN te-IN th tr-TR uk ur vi zh-CN zh-HK zh-TW zu'.split(
    ' ',
  )

/** Codes the stores write in their own way, by language, script or region. */
const aliases: Readonly<Record<CanvasStore, Readonly<Record<string, string>>>> = {
  'app-store': {
    iw: 'he',
    nb: 'no',
    nn: 'no',
    'es-419': 'es-MX',
    'zh-HK': 'zh-Hant',
    'zh-TW': 'zh-Hant',
    'zh-CN': 'zh-Hans',
  },
  'google-play': {
    he: 'iw-IL',
    nb: 'no-NO',
    nn: 'no-NO',
    tl: 'fil',
    'es-MX': 'es-419',
    'zh-Hans': 'zh-CN',
    'zh-Hant': 'zh-TW',
  },
}

/** `known: false`: the store has no such language; the tag is kept, and the store will reject the directory. */
export type StoreLocale = { code: string; known: boolean }

export function planStoreLocale(store: CanvasStore, tag: string): StoreLocale {
  // Android writes `en_US`.
  const locale = tag.replaceAll('_', '-')
  const codes = listStoreCodes(store)
  const exact = codes.find((code) => code.toLowerCase() === locale.toLowerCase())
  if (exact) return { code: exact, known: true }
  const parts = parseLocale(locale)
  if (!parts) return { code: tag, known: false }
  const { language, script, region } = parts
  const tags = [locale, `${language}-${region}`, `${language}-${script}`, language]
  for (const requested of tags) {
    const code = aliases[store][requested] ?? codes.find((known) => known === requested)
    if (code) return { code, known: true }
  }
  const sameLanguage = codes.find((code) => code.split('-')[0] === language)
  return sameLanguage ? { code: sameLanguage, known: true } : { code: tag, known: false }
}

/** The project's tag for a store's code: the App Store's where both stores mean the same language. */
export function planProjectLocale(store: CanvasStore, code: string): Locale {
  if (store === 'app-store') return code as Locale
  const apple = planStoreLocale('app-store', code).code
  const isSame = planStoreLocale('google-play', apple).code === code
  return (isSame ? apple : (Intl.getCanonicalLocales(code)[0] ?? code)) as Locale
}

export type OfferedLocale = { locale: Locale; stores: readonly CanvasStore[] }

/** Every language in which at least one store lists apps, each once. */
export function listOfferedLocales(): OfferedLocale[] {
  const stores = new Map<Locale, CanvasStore[]>(appleLocales.map((code) => [code as Locale, ['app-store']]))
  for (const code of playLocales) {
    const locale = planProjectLocale('google-play', code)
    stores.set(locale, [...(stores.get(locale) ?? []), 'google-play'])
  }
  return [...stores].map(([locale, taking]) => ({ locale, stores: taking }))
}

export const listStoreCodes = (store: CanvasStore): readonly string[] =>
  store === 'app-store' ? appleLocales : playLocales

function parseLocale(tag: string) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize()
    return { language, script, region }
  } catch (error) {
    // RangeError: not a language tag at all.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

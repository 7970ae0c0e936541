import { describe, expect, it } from 'vitest'
import { listOfferedLocales, listStoreCodes, planProjectLocale, planStoreLocale } from './store-locales.ts'

const stores = ['app-store', 'google-play'] as const

describe('the stores’ languages', () => {
  it('the App Store has 50 and Google Play 87, each once', () => {
    expect(stores.map((store) => new Set(listStoreCodes(store)).size)).toEqual([50, 87])
    expect(stores.map((store) => listStoreCodes(store).length)).toEqual([50, 87])
  })

  it.each(stores)('every code of %s goes to a project and comes back', (store) => {
    for (const code of listStoreCodes(store)) {
      expect(planStoreLocale(store, planProjectLocale(store, code))).toEqual({ code, known: true })
    }
  })

  it('every language is offered once, under the App Store’s tag where both have it', () => {
    const offered = listOfferedLocales()
    expect(new Set(offered.map(({ locale }) => locale)).size).toBe(offered.length)
    const find = (tag: string) => offered.find(({ locale }) => locale === tag)?.stores
    expect(find('he')).toEqual(['app-store', 'google-play'])
    expect(find('iw-IL')).toBeUndefined()
    expect(find('zh-Hans')).toEqual(['app-store', 'google-play'])
    expect(find('zh-HK')).toEqual(['google-play'])
    expect(find('or-IN')).toEqual(['app-store'])
  })
})

describe('planStoreLocale', () => {
  it.each([
    ['app-store', 'de', 'de-DE'],
    ['app-store', 'sv-SE', 'sv'],
    ['app-store', 'zh-CN', 'zh-Hans'],
    ['app-store', 'zh-TW', 'zh-Hant'],
    ['app-store', 'nb-NO', 'no'],
    ['app-store', 'pt', 'pt-BR'],
    ['app-store', 'en-ZA', 'en-US'],
    ['google-play', 'he', 'iw-IL'],
    ['google-play', 'es-MX', 'es-419'],
    ['google-play', 'zh-Hans', 'zh-CN'],
    ['google-play', 'zh-Hant-HK', 'zh-HK'],
    ['google-play', 'ar-SA', 'ar'],
    ['google-play', 'ja', 'ja-JP'],
  ] as const)('%s: %s is written %s', (store, tag, code) => {
    expect(planStoreLocale(store, tag)).toEqual({ code, known: true })
  })

  it('keeps a language the store does not have, and marks it unknown', () => {
    expect(planStoreLocale('app-store', 'eo')).toEqual({ code: 'eo', known: false })
    expect(planStoreLocale('app-store', 'not a tag')).toEqual({ code: 'not a tag', known: false })
  })
})

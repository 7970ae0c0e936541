import type { CanvasSizeId } from '#app/document/model/ids.ts'

/**
 * Names of devices and of the folders of upload tools, the narrower first. App Store Connect's groups are older than the
 * devices: 67 is 6.9", 61 is 6.3", 58 is 6.1".
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/app_iphone_duo|iphone[ _-]?duo/, 'iphone-duo-outer'],
  [/app_iphone_67|iphone[ _-]?69/, 'iphone-69'],
  [/app_iphone_65|iphone[ _-]?65/, 'iphone-65'],
  [/app_iphone_61|iphone[ _-]?63/, 'iphone-63'],
  [/app_iphone_58|iphone[ _-]?61/, 'iphone-61'],
  [/app_iphone_55|iphone[ _-]?(55|8 plus)/, 'iphone-55'],
  [/app_iphone_47|iphone[ _-]?(47|se)\b/, 'iphone-47'],
  [/app_ipad_pro_3gen_129|ipad[ _-]?13/, 'ipad-13'],
  [/app_ipad_pro_129|ipad.*12[.,]9.*2nd/, 'ipad-129'],
  [/app_ipad_pro_3gen_11|ipad.*\b11\b/, 'ipad-11'],
  [/app_ipad_105|ipad.*10[.,]5/, 'ipad-105'],
  [/app_ipad_97|ipad.*9[.,]7/, 'ipad-97'],
  [/app_desktop|\bmac(book| studio| mini)?\b|\bimac\b/, 'mac'],
  [/app_apple_tv|apple[ _-]?tv/, 'apple-tv'],
  [/vision/, 'vision-pro'],
  [/watch_ultra|watch[ _-]?ultra/, 'watch-ultra'],
  [/watch_series_10|apple[ _-]?watch/, 'watch-s10'],
  [/product_page_header|apple-header/, 'apple-header'],
  [/app_store_search_results|apple-search-result/, 'apple-search-result'],
  [/phonescreenshots|play-phone|\bphone-screenshots/, 'play-phone'],
  [/sevenin(ch)?screenshots|play-tablet7|(^|\/)tablet-screenshots/, 'play-tablet-7'],
  [/teninchscreenshots|play-tablet10|large-tablet-screenshots/, 'play-tablet-10'],
  [/tvscreenshots|play-tv\b|(^|\/)tv-screenshots/, 'play-tv'],
  [/wearscreenshots|play-wear|wear-screenshots|wear[ _-]?os/, 'play-wear'],
  [/featuregraphic|feature-graphic/, 'play-feature-graphic'],
  [/tvbanner|tv-banner/, 'play-tv-banner'],
  [/play-chromebook|chromebook/, 'play-chromebook'],
  [/images\/icon\.|graphics\/icon\//, 'play-icon'],
  [/\bipad\b/, 'ipad-13'],
  [/\biphone\b/, 'iphone-69'],
  [/\b(pixel|galaxy|nexus|oneplus|android)\b/, 'play-phone'],
]

/** The size that the folders or the name of a file speak of; `undefined`: of none. */
export function findNamedSize(path: string): CanvasSizeId | undefined {
  const text = path.toLowerCase()
  return patterns.find(([pattern]) => pattern.test(text))?.[1] as CanvasSizeId | undefined
}

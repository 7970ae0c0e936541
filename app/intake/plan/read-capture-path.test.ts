import { expect, it } from 'vitest'
import { findNamedSize } from './find-named-size.ts'
import { readCapturePath } from './read-capture-path.ts'

it.each([
  ['de-DE/01.png', 'de-DE', 1, '01'],
  ['01_de.png', 'de', 1, '01'],
  ['01-home.de.png', 'de', 1, '01-home'],
  ['de_01.png', 'de', 1, '01'],
  ['pt-BR home.png', 'pt-BR', undefined, 'home'],
  ['shots/pt_BR/deep/10 Home.png', 'pt-BR', 10, '10 home'],
  ['iPhone 11 Pro - 03.png', undefined, 3, 'iphone 11 pro - 03'],
  ['en-US/iPhone 16 Pro Max-01_Home_framed.png', 'en-US', 1, 'iphone 16 pro max-01_home'],
  ['zh_CN/home.png', 'zh-CN', undefined, 'home'],
  ['zh-Hans/home.png', 'zh-Hans', undefined, 'home'],
  ['metadata/android/iw-IL/images/phoneScreenshots/1.png', 'he-IL', 1, '1'],
  ['en_US/2.png', 'en-US', 2, '2'],
  ['de.lproj/2.png', 'de', 2, '2'],
  ['home.png', undefined, undefined, 'home'],
  [
    'iPhone 16 Pro - 2026-11-30 at 10.20.30.png',
    undefined,
    undefined,
    'iphone 16 pro - 2026-11-30 at 10.20.30',
  ],
  ['00.png', undefined, undefined, '00'],
  // Words that are codes of languages as well.
  ['sign_it.png', undefined, undefined, 'sign_it'],
  ['what-is.png', undefined, undefined, 'what-is'],
  ['el-dorado.png', undefined, undefined, 'el-dorado'],
  ['no ads.png', undefined, undefined, 'no ads'],
])('reads %s as language %s, screen %s, name %s', (path, ...said) => {
  const { tag, number, name } = readCapturePath(path)
  expect([tag, number, name]).toEqual(said)
})

it('believes a language of the project where another would be a word', () => {
  expect(readCapturePath('01-home_it.png', ['en-US', 'it'])).toMatchObject({ tag: 'it', name: '01-home' })
})

it('names are in NFC, and the key is equal in every language', () => {
  const decomposed = 'de-DE/Übersicht.png'.normalize('NFD')
  expect(readCapturePath(decomposed)).toMatchObject({ path: 'de-DE/Übersicht.png', key: 'übersicht' })
  const keys = ['de/shots/01.png', 'shots/01_fr.png', 'shots/en-US/01.png'].map(
    (path) => readCapturePath(path).key,
  )
  expect(new Set(keys)).toEqual(new Set(['shots/01']))
})

it.each([
  ['en-US/APP_IPHONE_67/01_home.png', 'iphone-69'],
  ['en-US/APP_IPAD_PRO_129/01.png', 'ipad-129'],
  ['iPad Pro (12.9-inch) (2nd generation)-01.png', 'ipad-129'],
  ['iPad Pro 13-inch-01.png', 'ipad-13'],
  ['src/main/play/listings/de-DE/graphics/large-tablet-screenshots/1.png', 'play-tablet-10'],
  ['src/main/play/listings/de-DE/graphics/tablet-screenshots/1.png', 'play-tablet-7'],
  ['fastlane/metadata/android/de-DE/images/sevenInchScreenshots/1.png', 'play-tablet-7'],
  ['images/featureGraphic.png', 'play-feature-graphic'],
  ['iPhone 11 Pro - 03.png', 'iphone-69'],
  ['Pixel 9-1.png', 'play-phone'],
  ['vision-app/images/phoneScreenshots/apple tv.png', 'play-phone'],
  ['vision-app/iPad/home.png', 'ipad-13'],
  ['apple-watch/Pixel 9-1.png', 'play-phone'],
  ['en-US/APP_IPHONE_40/mac.png', 'iphone-40'],
  ['manual-upload/de-DE/play-tv-banner-01-vision.png', 'play-tv-banner'],
  ['02_television.png', undefined],
  ['home.png', undefined],
])('%s speaks of the size %s', (path, size) => {
  expect(findNamedSize(path)).toBe(size)
})

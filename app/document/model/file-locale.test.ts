import { expect, test } from 'vitest'
import { findFileLocale } from './file-locale.ts'

test.each([
  ['en-US/1.png', { locale: 'en-US', key: '1.png' }],
  ['shots/pt_BR/iphone/1.png', { locale: 'pt-BR', key: 'shots/iphone/1.png' }],
  ['fastlane/screenshots/zh-Hans/1.png', { locale: 'zh-Hans', key: 'fastlane/screenshots/1.png' }],
  ['metadata/android/es-419/images/1.png', { locale: 'es-419', key: 'metadata/android/images/1.png' }],
  ['DE/1.png', { locale: 'de', key: '1.png' }],
])('the directory of %s gives its language', (path, found) => {
  expect(findFileLocale(path)).toEqual(found)
})

test.each(['1.png', 'images/1.png', 'new/1.png', 'tab/1.png', 'en-US.png', 'iphone-69/1.png', 'v2/1.png'])(
  'no directory in %s is a language',
  (path) => {
    expect(findFileLocale(path)).toBeUndefined()
  },
)

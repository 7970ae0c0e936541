import { describe, expect, it } from 'vitest'
import { canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { createEverySize } from '#tests/factories/every-size.ts'
import { planTargets } from './export-target.ts'
import { type FileLayoutId, takesTarget } from './file-layouts.ts'
import { type PlannedFile, planFiles } from './planned-file.ts'
import { listStoreCodes } from './store-locales.ts'

// The rules of the tools' own code for the folders they read, as it is at fastlane d534769 (deliver/loader.rb, deliver/app_screenshot.rb,
// supply.rb, supply/uploader.rb), gradle-play-publisher 2684cef (ListingModels.kt, GenerateResources.kt, PublishListings.kt), ascelerate
// 1fcefca (MediaUpload.swift, AssetLibrary.swift) and asc 1.5.0 (assets_screenshots.go of rorkai/App-Store-Connect-CLI).

const locales = ['en-US', 'de', 'he', 'zh-Hant', 'eo'] as Locale[]

const project = createEverySize()

function plan(layout: FileLayoutId) {
  const canvasSizeIds = canvasSizeTable.map(({ id }) => id)
  const targets = planTargets(project, { canvasSizeIds, locales })
  return planFiles(
    project,
    targets.filter((target) => takesTarget(layout, target)),
    { layout, format: 'jpeg' },
  )
}

const below = (folder: string, layout: FileLayoutId) =>
  plan(layout).flatMap((file) =>
    file.path.startsWith(folder) ? [{ ...file, parts: file.path.slice(folder.length).split('/') }] : [],
  )

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Each tool uploads a directory in the order of its names; that of the screens of a size. */
function expectSorted(files: readonly PlannedFile[]) {
  const groups = groupBy(
    files,
    ({ path, target }) => target.canvasSizeId + path.slice(0, path.lastIndexOf('/')),
  )
  for (const group of groups.values()) {
    const paths = group.map(({ path }) => path)
    expect(paths.toSorted()).toEqual(paths)
  }
}

describe('fastlane deliver', () => {
  const files = below('fastlane/screenshots/', 'deliver')

  it('finds only languages of the store, appleTV’s one level further down, and files that it takes', () => {
    expect(files.length).toBeGreaterThan(100)
    for (const { parts } of files) {
      const [language, name = ''] = parts[0] === 'appleTV' ? parts.slice(1) : parts
      expect(listStoreCodes('app-store')).toContain(language)
      expect(name).toMatch(/^[^.].*\.(png|jpg|jpeg)$/)
      // It leaves out the others of a directory where one is framed.
      expect(name).not.toMatch(/_framed\./i)
    }
    expectSorted(files)
  })

  it('takes each for the slot it was made for', () => {
    for (const { path, target, widthPx, heightPx } of files) {
      const lower = path.toLowerCase()
      const sides = [widthPx, heightPx].sort((a, b) => a - b).join('x')
      if (sides === '2160x3840')
        expect(lower.includes('vision'), path).toBe(target.canvasSizeId === 'vision-pro')
      if (sides === '2048x2732') {
        const isSecond =
          lower.includes('app_ipad_pro_129') || (lower.includes('12.9') && lower.includes('2nd generation'))
        expect(isSecond, path).toBe(target.canvasSizeId === 'ipad-129')
      }
    }
  })
})

describe('fastlane supply', () => {
  it('finds its folders and files, and languages of the Play Console', () => {
    const files = below('fastlane/metadata/android/', 'supply')
    expect(files.length).toBeGreaterThan(100)
    for (const { parts } of files) {
      expect(listStoreCodes('google-play')).toContain(parts[0])
      expect(parts.slice(1).join('/')).toMatch(
        /^images\/(((phone|sevenInch|tenInch|tv|wear)Screenshots\/\d\d|featureGraphic|tvBanner)\.(png|jpg)|icon\.png)$/,
      )
    }
    expectSorted(files)
  })
})

describe('Gradle Play Publisher', () => {
  it('finds one directory an image type, with no more files than it takes', () => {
    const files = below('src/main/play/listings/', 'gpp')
    const most: Record<string, number> = { icon: 1, 'feature-graphic': 1, 'tv-banner': 1 }
    const types =
      /^(phone-screenshots|tablet-screenshots|large-tablet-screenshots|tv-screenshots|wear-screenshots|icon|feature-graphic|tv-banner)$/
    for (const { parts } of files) {
      const [language, graphics, type = '', name] = parts
      expect(listStoreCodes('google-play')).toContain(language)
      expect(graphics).toBe('graphics')
      expect(type).toMatch(types)
      expect(name).toMatch(type === 'icon' ? /^\d\d\.png$/ : /^\d\d\.(png|jpg)$/)
    }
    const byFolder = groupBy(files, ({ parts }) => parts.slice(0, 3).join('/'))
    for (const [folder, group] of byFolder) {
      const one = most[folder.split('/')[2] ?? '']
      expect(group.length).toBeLessThanOrEqual(one ?? 8)
    }
    expectSorted(files)
  })
})

describe('ascelerate', () => {
  const files = plan('display-type').flatMap((file) => {
    const parts = file.path.split('/')
    return parts[0] === 'manual-upload' ? [] : [{ ...file, parts }]
  })

  it('finds a language, a display type that it knows, and files in the order of the screens', () => {
    expect(files.length).toBeGreaterThan(100)
    const types =
      /^(APP_IPHONE_(67|65|61|58|55|47|40|35|DUO)|APP_IPAD_(PRO_3GEN_129|PRO_3GEN_11|PRO_129|105|97)|APP_DESKTOP|APP_APPLE_(TV|VISION_PRO)|APP_WATCH_(ULTRA|SERIES_(10|7|4|3))|PRODUCT_PAGE_HEADER|APP_STORE_SEARCH_RESULTS)$/
    for (const { parts } of files) {
      const [language, type, name] = parts
      expect(listStoreCodes('app-store')).toContain(language)
      expect(type).toMatch(types)
      expect(name).toMatch(/^[^.].*\.(png|jpg|jpeg)$/)
    }
    expectSorted(files)
  })

  it('takes the pixels and the format of each image that goes through the asset library, and no second header', () => {
    const sides: Record<string, RegExp> = {
      APP_IPHONE_DUO: /^(2853x2007|2007x2853|2034x1398|1398x2034) (png|jpg)$/,
      PRODUCT_PAGE_HEADER: /^(3840x1646|5244x2950) png$/,
      APP_STORE_SEARCH_RESULTS: /^((1920x1280|3840x2560) (png|jpg)|5244x2950 png)$/,
    }
    for (const { parts, widthPx, heightPx, path } of files) {
      const accepted = sides[parts[1] ?? '']
      if (accepted !== undefined) expect(`${widthPx}x${heightPx} ${path.split('.').at(-1)}`).toMatch(accepted)
    }
    const byFolder = groupBy(files, ({ parts }) => parts.slice(0, 2).join('/'))
    for (const [folder, group] of byFolder)
      if (/PRODUCT_PAGE_HEADER|SEARCH_RESULTS/.test(folder)) expect(group, folder).toHaveLength(1)
    // Both displays of the Duo are one group.
    expect(byFolder.get('en-US/APP_IPHONE_DUO')).toHaveLength(20)
  })
})

describe('asc', () => {
  it('finds folders of languages alone at the top, beside what is uploaded by hand', () => {
    const top = new Set(plan('display-type').map(({ path }) => path.split('/')[0] ?? ''))
    expect([...top].sort()).toEqual(['de-DE', 'en-US', 'he', 'manual-upload', 'zh-Hant'])
  })
})

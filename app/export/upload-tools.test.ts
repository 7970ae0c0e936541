import { describe, expect, it } from 'vitest'
import { canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { listScreens, planTargets } from './export-target.ts'
import { type FileLayoutId, takesTarget } from './file-layouts.ts'
import { type PlannedFile, planFiles } from './planned-file.ts'
import { listStoreCodes } from './store-locales.ts'

// The rules of the tools' own code for the folders they read, as it is at fastlane d534769 (deliver/loader.rb, deliver/app_screenshot.rb,
// supply.rb, supply/uploader.rb) and gradle-play-publisher 2684cef (ListingModels.kt, GenerateResources.kt, PublishListings.kt).

const locales = ['en-US', 'de', 'he', 'zh-Hant', 'eo'] as Locale[]

/** Every size of the catalogue, with screens whose names could mislead a tool. */
function createEverySize(): Project {
  const iphone = 'iphone-69' as CanvasSizeId
  const sample = createFixedSample()
  const [first] = listScreens(sample, iphone)
  if (first === undefined) throw new Error('The sample has screens.')
  const names = [
    'Vision board',
    'Framed_framed',
    'iPad 12.9 2nd generation',
    '../up',
    'iMessage',
    '',
    'a',
    'b',
    'c',
    'd',
  ]
  const screens = Object.fromEntries(
    names.map((name, index): [string, Screen] => [
      `s${index}`,
      { ...first.item, id: `s${index}` as Screen['id'], name, order: `a${index}` },
    ]),
  )
  const project = { ...sample, screensByCanvasSize: { [iphone]: screens } } as Project
  const mint = createCounter('copy')
  return canvasSizeTable
    .filter(({ id }) => id !== iphone)
    .reduce(
      (all, { id }) =>
        addCanvasSize(all, { canvasSizeId: id, copyFrom: iphone, locale: locales[0] as Locale, mint }),
      project,
    )
}

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
        /^images\/((phone|sevenInch|tenInch|tv|wear)Screenshots\/\d\d|featureGraphic|icon|tvBanner)\.(png|jpg)$/,
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
      expect(name).toMatch(/^\d\d\.(png|jpg)$/)
    }
    const byFolder = groupBy(files, ({ parts }) => parts.slice(0, 3).join('/'))
    for (const [folder, group] of byFolder) {
      const one = most[folder.split('/')[2] ?? '']
      expect(group.length).toBeLessThanOrEqual(one ?? 8)
    }
    expectSorted(files)
  })
})

describe('tools that take App Store Connect’s display types', () => {
  it('find a language, a display type and numbered files', () => {
    const files = plan('display-type').filter(({ path }) => !path.startsWith('manual-upload/'))
    expect(files.length).toBeGreaterThan(100)
    for (const { path } of files)
      expect(path).toMatch(/^[a-zA-Z-]+\/(APP_[A-Z0-9_]+|PRODUCT_PAGE_HEADER)\/\d\d(_[^/]+)?\.(png|jpg)$/)
    expect(new Set(files.map(({ path }) => path.split('/')[0]))).toEqual(
      new Set(['en-US', 'de-DE', 'he', 'zh-Hant']),
    )
    // Both displays of the Duo are one group.
    expect(files.some(({ path }) => path.startsWith('en-US/APP_IPHONE_DUO/'))).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { planTargets } from './export-target.ts'
import { planFileNames, sanitizeFileName } from './plan-file-names.ts'
import { planPreflight } from './plan-preflight.ts'
import { findPreflightGroup } from './preflight-item.ts'
import { planStoreLocale } from './store-locales.ts'

const iphone = 'iphone-69' as CanvasSizeId
const locale = (tag: string) => tag as Locale

function createNamed(canvasSizeId: string, names: readonly string[]): Project {
  const project = createProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    name: 'Tide',
    locale: locale('en-US'),
    mint: createCounter('id'),
    canvasSizeId: canvasSizeId as CanvasSizeId,
  })
  const [screen] = Object.values<Screen>(project.screensByCanvasSize[canvasSizeId as CanvasSizeId] ?? {})
  if (!screen) throw new Error('a new project has a screen')
  const screens = names.map((name, index): [ScreenId, Screen] => {
    const id = `s${index}` as ScreenId
    return [id, { ...screen, id, name, order: `a${index}` }]
  })
  return { ...project, screensByCanvasSize: { [canvasSizeId]: Object.fromEntries(screens) } }
}

function planNames(project: Project, locales: readonly string[]): string[] {
  const canvasSizeIds = Object.keys(project.screensByCanvasSize) as CanvasSizeId[]
  return planFileNames(project, planTargets(project, { canvasSizeIds, locales: locales.map(locale) }))
}

describe('planFileNames', () => {
  it('names App Store files so that fastlane deliver sorts them by screen', () => {
    const project = createNamed('iphone-69', ['Today', 'Find your spot!'])
    expect(planNames(project, ['en-US', 'de-DE'])).toEqual([
      'fastlane/screenshots/en-US/iphone69-01-today.png',
      'fastlane/screenshots/en-US/iphone69-02-find-your-spot.png',
      'fastlane/screenshots/de-DE/iphone69-01-today.png',
      'fastlane/screenshots/de-DE/iphone69-02-find-your-spot.png',
    ])
  })

  it('puts Google Play files into the folders of fastlane supply', () => {
    expect(planNames(createNamed('play-phone', ['Today', 'Week']), ['he'])).toEqual([
      'fastlane/metadata/android/iw-IL/images/phoneScreenshots/01.png',
      'fastlane/metadata/android/iw-IL/images/phoneScreenshots/02.png',
    ])
    expect(planNames(createNamed('play-feature-graphic', ['Banner']), ['en-US'])).toEqual([
      'fastlane/metadata/android/en-US/images/featureGraphic.png',
    ])
  })

  it('puts files that fastlane would reject into a directory for manual upload', () => {
    for (const id of ['iphone-duo-outer', 'apple-header', 'play-chromebook', 'play-xr']) {
      expect(planNames(createNamed(id, ['One']), ['en-US'])[0]).toMatch(/^manual-upload\/en-US\//)
    }
  })

  it('keeps the number of a screen when it is exported alone', () => {
    const project = createNamed('iphone-69', ['One', 'Two', 'Three'])
    const targets = planTargets(project, {
      canvasSizeIds: [iphone],
      screenIds: ['s2' as ScreenId],
      locales: [locale('en-US')],
    })
    expect(planFileNames(project, targets)).toEqual(['fastlane/screenshots/en-US/iphone69-03-three.png'])
  })

  it('never gives two files one name, even when a store treats languages as one', () => {
    const project = addCanvasSize(createNamed('iphone-69', ['A', 'A', '', '///']), {
      canvasSizeId: 'play-phone' as CanvasSizeId,
      copyFrom: iphone,
      locale: locale('en-US'),
      mint: createCounter('copy'),
    })
    const names = planNames(project, ['en', 'en-US', 'zh-CN', 'zh-Hans', 'xx', 'de-AT', 'de-DE'])
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  })

  it.each([
    ['en-US beside en_US', ['en-US', 'en_US']],
    ['en-US beside en-IN', ['en-US', 'en-IN']],
    ['en-US beside EN-us', ['EN-us', 'en-US']],
    ['two spellings of one language the store does not have', ['eo', 'EO', 'eo-XX']],
    ['one letter written in two ways', ['x-e\u0301', 'x-\u00e9']],
  ])('no file of %s replaces another, also on a file system that ignores case', (_case, locales) => {
    const names = planNames(createNamed('iphone-69', ['One', 'Two']), locales)
    expect(new Set(names.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(names.length)
  })

  it.each(['iphone-69', 'play-phone'])(
    'the directories of %s name only languages the store has, each once',
    (canvasSizeId) => {
      const names = planNames(createNamed(canvasSizeId, ['One']), [
        'en-US',
        'en_US',
        'en-IN',
        'EN-us',
        'eo',
        'de',
      ])
      const folders = names.flatMap(
        (name) => /^fastlane\/(?:screenshots|metadata\/android)\/([^/]+)/.exec(name)?.[1] ?? [],
      )
      expect(new Set(folders).size).toBe(folders.length)
      const store = canvasSizeId === 'play-phone' ? 'google-play' : 'app-store'
      expect(folders.filter((folder) => planStoreLocale(store, folder).code !== folder)).toEqual([])
      expect(folders).toContain('en-US')
      expect(names.filter((name) => name.startsWith('manual-upload/')).length).toBe(
        names.length - folders.length,
      )
    },
  )

  it('removes characters that a file system or archive could misread', () => {
    expect(sanitizeFileName('../../etc/passwd')).toBe('etc-passwd')
    expect(sanitizeFileName('CON: "Stats" <new>?*|\\')).toBe('CON-Stats-new')
    expect(sanitizeFileName('潮汐 e\u0301te\u0301 😀')).toBe('潮汐-été')
    expect(sanitizeFileName('…')).toBe('')
  })
})

describe('a size of one’s own', () => {
  const english = locale('en-US')

  it.each(['own-1200x1600', 'own-6400x640', 'own-640x6400'])(
    'named %s is a valid size of a project, exported under its pixels, and no rule of a store is held against it',
    (id) => {
      const canvasSizeId = id as CanvasSizeId
      const options = { canvasSizeId, copyFrom: iphone, locale: english, mint: createCounter('own') }
      const project = addCanvasSize(createFixedSample(), options)
      expect(parseProject(project).kind).toBe('ok')
      const targets = planTargets(project, { canvasSizeIds: [canvasSizeId], locales: [english] })
      expect(targets.length).toBeGreaterThan(2)
      const found = planPreflight(project, { targets, missingMedia: new Set(), findName: () => undefined })
      expect(found.filter(({ kind }) => findPreflightGroup(kind) === 'store')).toEqual([])
      expect(planFileNames(project, targets)[0]).toMatch(
        new RegExp(`^manual-upload/en-US/${id}-01-.+\\.png$`),
      )
      const plain = planFileNames(project, targets, { layout: 'plain' })
      expect(plain[0]).toMatch(new RegExp(`^en-US/${id}/01-.+\\.png$`))
    },
  )
})

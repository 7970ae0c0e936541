import { describe, expect, it } from 'vitest'
import type { CanvasSizeId, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { planTargets } from '#app/export/export-target.ts'
import { planChoices } from '#app/export/plan-export.ts'
import { type NameOptions, planFileNames } from '#app/export/plan-file-names.ts'
import type { StoredCapture } from '#app/intake/plan/apply-intake.ts'
import { applyPictures, describeLeftOut } from '#app/intake/plan/apply-pictures.ts'
import { planPictures } from '#app/intake/plan/plan-pictures.ts'
import { createCounter } from '#tests/factories/generate-project.ts'

type Px = readonly [number, number]
const arrive = (files: Readonly<Record<string, Px | 'text'>>) =>
  Object.entries(files).map(([path, px]) =>
    px === 'text'
      ? { path, isUnusable: true as const }
      : { path, sizePx: { widthPx: px[0], heightPx: px[1] } },
  )

function open(files: Readonly<Record<string, Px | 'text'>>) {
  const arrivals = arrive(files)
  const plan = planPictures(arrivals)
  const stored = (plan?.rows ?? []).flatMap((row): StoredCapture[] => {
    const sizePx = arrivals[row.index]?.sizePx
    if (sizePx === undefined) return []
    return [{ ...row, ...sizePx, mediaId: row.path as MediaId, fileName: row.path.split('/').at(-1) ?? '' }]
  })
  const identity = { id: '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId, name: 'Tides' }
  const { project, notes } = applyPictures(identity, stored, createCounter('id'))
  return { plan, project, notes, leftOut: describeLeftOut(plan?.rows ?? []) }
}

/** What an export in this layout writes. */
function exportNames(project: ReturnType<typeof open>['project'], options: NameOptions): string[] {
  const { canvasSizeIds, locales } = planChoices(project)
  return planFileNames(project, planTargets(project, { canvasSizeIds, locales }), options).sort()
}

const phone: Px = [1320, 2868]
const play: Px = [1080, 1920]

describe('a folder of finished pictures becomes a project whose export has the same names:', () => {
  it('deliver', () => {
    const files = {
      'fastlane/screenshots/de-DE/iphone69-01-home.png': phone,
      'fastlane/screenshots/de-DE/iphone69-02-week.png': phone,
      'fastlane/screenshots/en-US/iphone69-01-home.png': phone,
      'fastlane/screenshots/en-US/iphone69-02-week.png': phone,
      'fastlane/screenshots/en-US/ipad13-01-home.png': [2064, 2752] as Px,
      'fastlane/screenshots/de-DE/ipad13-01-home.png': [2064, 2752] as Px,
      'fastlane/screenshots/appleTV/en-US/apple-tv-01-home.png': [3840, 2160] as Px,
      'fastlane/screenshots/appleTV/de-DE/apple-tv-01-home.png': [3840, 2160] as Px,
    }
    const { plan, project, notes } = open(files)
    expect(plan?.isSure).toBe(true)
    expect(notes).toEqual([])
    expect(exportNames(project, { layout: 'deliver' })).toEqual(Object.keys(files).sort())
    const [first] = listOrdered<ScreenId, Screen>(project.screensByCanvasSize['iphone-69' as CanvasSizeId])
    expect(Object.values(first?.item.elements ?? {})).toMatchObject([
      {
        type: 'image',
        fit: 'stretch',
        x: 0,
        y: 0,
        width: 1,
        mediaByLocale: {
          'de-DE': 'fastlane/screenshots/de-DE/iphone69-01-home.png',
          'en-US': 'fastlane/screenshots/en-US/iphone69-01-home.png',
        },
      },
    ])
  })

  it('supply, in its own languages; the texts of the listing are listed', () => {
    const images = 'fastlane/metadata/android'
    const files = {
      [`${images}/iw-IL/images/phoneScreenshots/01.png`]: play,
      [`${images}/en-US/images/phoneScreenshots/01.png`]: play,
      [`${images}/iw-IL/images/sevenInchScreenshots/01.png`]: play,
      [`${images}/en-US/images/sevenInchScreenshots/01.png`]: play,
      [`${images}/en-US/images/featureGraphic.png`]: [1024, 500] as Px,
      [`${images}/iw-IL/images/featureGraphic.png`]: [1024, 500] as Px,
    }
    const { project, leftOut } = open({ ...files, [`${images}/en-US/title.txt`]: 'text' })
    expect(exportNames(project, { layout: 'supply' })).toEqual(Object.keys(files).sort())
    expect(listOrdered(project.locales).map(({ id }) => id)).toEqual(['en-US', 'he'])
    expect(leftOut).toEqual([`“${images}/en-US/title.txt” was left out: it is no picture.`])
  })

  it('Gradle Play Publisher', () => {
    const graphics = 'app/src/main/play/listings/en-US/graphics'
    const { project } = open({
      [`${graphics}/phone-screenshots/1.png`]: play,
      [`${graphics}/phone-screenshots/2.png`]: play,
      [`${graphics}/phone-screenshots/10.png`]: play,
      [`${graphics}/large-tablet-screenshots/1.png`]: [1440, 2560],
    })
    expect(exportNames(project, { layout: 'gpp' })).toEqual([
      'src/main/play/listings/en-US/graphics/large-tablet-screenshots/01.png',
      'src/main/play/listings/en-US/graphics/phone-screenshots/01.png',
      'src/main/play/listings/en-US/graphics/phone-screenshots/02.png',
      'src/main/play/listings/en-US/graphics/phone-screenshots/03.png',
    ])
  })

  it('<locale>/<DISPLAY_TYPE>, each display of the Duo by its pixels', () => {
    const files = {
      'en-US/APP_IPHONE_67/01_home.png': phone,
      'en-US/APP_IPHONE_61/01_home.png': [1206, 2622] as Px,
      'en-US/APP_IPHONE_DUO/01_outer.png': [1398, 2034] as Px,
      'en-US/APP_IPHONE_DUO/02_inner.png': [2007, 2853] as Px,
      'en-US/APP_IPHONE_DUO/03_inner-again.png': [2007, 2853] as Px,
      'en-US/PRODUCT_PAGE_HEADER/01_header.png': [5244, 2950] as Px,
      // One picture for both places, as an export writes it.
      'en-US/APP_STORE_SEARCH_RESULTS/01_header.png': [5244, 2950] as Px,
    }
    const { project } = open(files)
    expect(Object.keys(project.screensByCanvasSize).sort()).toEqual([
      'apple-universal',
      'iphone-63',
      'iphone-69',
      'iphone-duo-inner',
      'iphone-duo-outer',
    ])
    expect(exportNames(project, { layout: 'display-type' })).toEqual(Object.keys(files).sort())
  })
})

it.each(['vision-app', 'mac', 'apple tv', 'Apple Watch', 'iPad app', 'APP_IPHONE_67'])(
  'a tree of Google Play in a folder called %s stays Google Play’s, whatever its files are called',
  (root) => {
    const supply = `${root}/fastlane/metadata/android/en-US/images`
    const { project, leftOut } = open({
      [`${supply}/phoneScreenshots/01_vision.png`]: play,
      [`${supply}/phoneScreenshots/02_television.png`]: [1320, 2868],
      [`${supply}/tvScreenshots/03_mac.png`]: [1920, 1080],
      [`${supply}/icon.png`]: [512, 512],
      [`${supply}/unknown/04_iphone.png`]: phone,
      [`${supply}/other.png`]: phone,
    })
    expect(Object.keys(project.screensByCanvasSize).sort()).toEqual(['play-icon', 'play-phone', 'play-tv'])
    expect(leftOut).toEqual([
      `“${supply}/other.png” was left out: no slot of Google Play has its folder.`,
      `“${supply}/unknown/04_iphone.png” was left out: it is in no folder of a language.`,
    ])
    const publisher = `${root}/src/main/play/listings/en-US/graphics`
    const published = open({ [`${publisher}/phone-screenshots/apple tv.png`]: [3840, 2160] })
    expect(Object.keys(published.project.screensByCanvasSize)).toEqual(['play-phone'])
  },
)

it('a tree of deliver stays the App Store’s, and its own folders alone tell two slots of equal pixels apart', () => {
  const screenshots = 'vision-app/fastlane/screenshots'
  const { project } = open({
    [`${screenshots}/en-US/01_pixel-perfect.png`]: phone,
    [`${screenshots}/en-US/02_tv.png`]: [3840, 2160],
    [`${screenshots}/en-US/03_vision.png`]: [3840, 2160],
  })
  expect(Object.keys(project.screensByCanvasSize).sort()).toEqual(['apple-tv', 'iphone-69', 'vision-pro'])
})

it('pictures without common names are matched by their place, and what cannot be taken is said', () => {
  const { project, notes, leftOut } = open({
    'fastlane/screenshots/en-US/Start.png': [1290, 2796],
    'fastlane/screenshots/en-US/Woche.png': [1290, 2796],
    'fastlane/screenshots/de-DE/a.png': [1290, 2796],
    'fastlane/screenshots/de-DE/odd.png': [1000, 1000],
    'fastlane/screenshots/shared.png': phone,
  })
  expect(listOrdered(project.screensByCanvasSize['iphone-69' as never])).toHaveLength(2)
  expect(leftOut).toEqual([
    '“fastlane/screenshots/de-DE/odd.png” was left out: no slot takes 1000 × 1000 pixels.',
    '“fastlane/screenshots/shared.png” was left out: it is in no folder of a language.',
  ])
  expect(notes).toEqual([
    '3 pictures for iPhone 6.9" are 1290 × 2796; an export draws them at 1320 × 2868.',
    expect.stringContaining('has no picture of their own for some screens'),
  ])
})

it('captures in folders of languages may be pictures, and framed doubles say that they are captures', () => {
  expect(planPictures(arrive({ 'shots/de/01.png': phone, 'shots/en-US/01.png': phone }))?.isSure).toBe(false)
  expect(planPictures(arrive({ '01.png': phone, 'x/02.png': phone }))).toBeUndefined()
  const framed = { 'screenshots/en-US/iPhone-01.png': phone, 'screenshots/en-US/iPhone-01_framed.png': phone }
  expect(planPictures(arrive(framed))?.isSure).toBe(false)
})

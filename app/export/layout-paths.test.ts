import { expect, it } from 'vitest'
import { canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { createEverySize } from '#tests/factories/every-size.ts'
import { planTargets } from './export-target.ts'
import { fileLayouts, takesTarget } from './file-layouts.ts'
import { usualPattern } from './file-pattern.ts'
import { fitsShape, listPathShapes } from './layout-paths.ts'
import { planFileNames } from './plan-file-names.ts'

const locales = ['en-US', 'de', 'he', 'zh-Hant', 'eo'] as Locale[]
const canvasSizeIds = canvasSizeTable.map(({ id }) => id)
const every = { canvasSizeIds, locales }
const patterns = [
  usualPattern,
  '{store}/{name}/{locale}_{size}.{number}',
  'shots v1.0/{number}',
  '{size}-{name}',
]

it.each([
  ...fileLayouts.map(({ id }) => [id, usualPattern] as const),
  ...patterns.map((pattern) => ['plain', pattern] as const),
])('every file that the layout %s with %s writes is known as its own', (layout, pattern) => {
  const project = createEverySize()
  const targets = planTargets(project, every).filter((target) => takesTarget(layout, target))
  const shapes = listPathShapes(layout, pattern, every)
  const paths = planFileNames(project, targets, { layout, pattern })
  expect(paths.length).toBeGreaterThan(100)
  expect(paths.filter((path) => !fitsShape(shapes, path))).toEqual([])
})

it.each([
  ['deliver', 'fastlane/screenshots/en-US/hero.png'],
  ['deliver', 'fastlane/screenshots/en-US/iphone69-01-home.txt'],
  ['deliver', 'fastlane/screenshots/notes/iphone69-01-home.png'],
  ['deliver', 'fastlane/metadata/android/en-US/images/phoneScreenshots/01.png'],
  ['deliver', 'manual-upload/en-US/play-icon-01.png'],
  ['supply', 'fastlane/metadata/android/en-US/images/phoneScreenshots/1_en-US.png'],
  ['gpp', 'src/main/play/listings/en-US/graphics/other/01.png'],
  ['gpp', 'src/main/res/drawable/01.png'],
  ['display-type', 'en-US/APP_IPHONE_67/week.png'],
  ['plain', 'public/iphone69/01-week.png'],
  ['plain', 'en-US/photos/01-week.png'],
] as const)('for the layout %s a file at %s is somebody else’s', (layout, path) => {
  expect(fitsShape(listPathShapes(layout, usualPattern, every), path)).toBe(false)
})

it('a pattern that any picture would fit has no files of its own', () => {
  expect(listPathShapes('plain', '{locale}/{name}', every)).toEqual([])
})

const android = 'fastlane/metadata/android/en-US/images'
const listings = 'src/main/play/listings/en-US/graphics'

it.each([
  ['fastlane', 'iphone-69', `${android}/icon.png`],
  ['fastlane', 'iphone-69', `${android}/phoneScreenshots/01.png`],
  ['fastlane', 'iphone-69', 'fastlane/screenshots/en-US/ipad13-01-home.png'],
  ['fastlane', 'iphone-69', 'manual-upload/en-US/play-icon-01.png'],
  ['supply', 'play-phone', `${android}/icon.png`],
  ['supply', 'play-phone', `${android}/featureGraphic.png`],
  ['gpp', 'play-phone', `${listings}/icon/01.png`],
  ['display-type', 'iphone-69', 'en-US/APP_DESKTOP/01_week.png'],
  ['plain', 'iphone-69', 'en-US/ipad13/01-week.png'],
] as const)(
  'for the layout %s of a project of %s alone a file at %s is somebody else’s',
  (layout, id, path) => {
    const parts = { canvasSizeIds: [id as CanvasSizeId], locales }
    expect(fitsShape(listPathShapes(layout, usualPattern, parts), path)).toBe(false)
    expect(fitsShape(listPathShapes(layout, usualPattern, every), path)).toBe(true)
  },
)

it('a folder is a language’s if the project or a store has it, not for its few letters', () => {
  const shapes = listPathShapes('plain', '{locale}/{number}-{name}', every)
  const fit = ['img', 'src', 'eo', 'fr-FR', 'iw-IL'].filter((folder) =>
    fitsShape(shapes, `${folder}/01-logo.png`),
  )
  expect(fit).toEqual(['eo', 'fr-FR', 'iw-IL'])
})

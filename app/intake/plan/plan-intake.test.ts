import { describe, expect, it } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'
import { applyIntake, type StoredCapture } from './apply-intake.ts'
import { changeRow, isReplacing, keepCaptures } from './change-rows.ts'
import { takes } from './choose-size.ts'
import { describeIntake } from './describe-intake.ts'
import { listComparedMedia } from './find-captures-by-look.ts'
import type { IntakeOptions, IntakeRow } from './intake-row.ts'
import { needsReview } from './needs-review.ts'
import { leaveDoublesOut, planIntake } from './plan-intake.ts'
import { startProject } from './start-project.ts'

const phone = [1320, 2868] as const
const locale = 'en-US' as Locale
const canvasSizeId = 'iphone-69' as CanvasSizeId
const identity = { id: '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId, name: 'Tides' }
let count = 0
const mint = () => `id-${++count}`
const empty = createProject({ ...identity, locale, mint })
const options: IntakeOptions = { canvasSizeId, locale, numbers: 'translations' }

const arrive = (paths: readonly string[], [widthPx, heightPx] = phone) =>
  paths.map((path) => ({ path, sizePx: { widthPx, heightPx } }))

/** The media id of a file is its path. */
const store = (rows: readonly IntakeRow[], [widthPx, heightPx] = phone): StoredCapture[] =>
  rows.map((row) => ({
    ...row,
    widthPx,
    heightPx,
    mediaId: row.path as MediaId,
    fileName: row.path.split('/').at(-1) ?? '',
  }))

function drop(project: Project, paths: readonly string[], more: Partial<IntakeOptions> = {}): Project {
  const rows = planIntake(project, arrive(paths), { ...options, ...more })
  return applyIntake(project, store(rows), { locale, mint }).project
}

/** The captures of each screen, by language. */
const listMedia = (project: Project, size = canvasSizeId) =>
  listOrdered(project.screensByCanvasSize[size]).map(({ item }) =>
    Object.assign(
      {},
      ...Object.values(item.elements).map((one) => (one.type === 'frame' ? one.mediaByLocale : {})),
    ),
  )

const six = ['6.png', '10.png', '2.png', '1.png', '3.png', '04.png']

describe('a plain drop', () => {
  it('goes straight in, in natural order whatever order it came in', () => {
    const rows = planIntake(empty, arrive(six), options)
    expect(needsReview(rows, options)).toBe(false)
    expect(rows.map(({ path }) => path)).toEqual(['1.png', '2.png', '3.png', '04.png', '6.png', '10.png'])
    expect(listMedia(drop(empty, six))).toEqual(rows.map(({ path }) => ({ 'en-US': path })))
  })

  it('of other names makes new screens beside those that are there', () => {
    const project = drop(empty, ['home.png'])
    const rows = planIntake(project, arrive(['stats.png', 'image.png']), options)
    expect(rows.map(({ place }) => place.kind)).toEqual(['new', 'new'])
    expect(needsReview(rows, options)).toBe(false)
  })

  it('on a device has its place', () => {
    const project = drop(empty, ['home.png'])
    const [screenId] = Object.keys(project.screensByCanvasSize[canvasSizeId] ?? {})
    const targeted = { ...options, target: { screenId: screenId as never } }
    const rows = planIntake(project, arrive(['new.png']), targeted)
    expect(rows[0]?.place).toMatchObject({ kind: 'screen', screenId })
    expect(needsReview(rows, targeted)).toBe(false)
  })
})

describe('a tree with quirks', () => {
  const tree = [
    'shots/iw-IL/01.png',
    'shots/zh_CN/01.png',
    'shots/zh-Hans/02.png',
    'shots/en_US/01.png',
    'shots/en_US/01_framed.png',
    'shots/en_US/02.png',
    'shots/en_US/02.jpg',
  ]

  it('is one screen for each number, in the languages of its folders; doubles are left out with the reason', () => {
    const rows = planIntake(empty, arrive(tree), options)
    expect(needsReview(rows, options)).toBe(true)
    const out = rows.flatMap(({ path, place }) => (place.kind === 'out' ? [`${path}: ${place.reason}`] : []))
    expect(out).toEqual([
      'shots/en_US/01_framed.png: 01.png is the same without a frame',
      'shots/en_US/02.png: shots/en_US/02.jpg goes to the same place',
    ])
    expect(listMedia(drop(empty, tree))).toEqual([
      { 'en-US': 'shots/en_US/01.png', 'he-IL': 'shots/iw-IL/01.png', 'zh-CN': 'shots/zh_CN/01.png' },
      { 'en-US': 'shots/en_US/02.jpg', 'zh-CN': 'shots/zh-Hans/02.png' },
    ])
  })

  it('uses the framed copy where it is alone', () => {
    const rows = planIntake(empty, arrive(['01_framed.png']), options)
    expect(rows[0]?.place.kind).toBe('screen')
  })

  it('of two classes gets a size for each, by pixels and, where those are shared, by name', () => {
    const rows = planIntake(
      empty,
      [
        ...arrive(['a.png']),
        ...arrive(['b.png'], [2064, 2752] as never),
        ...arrive(['iPad Pro (12.9-inch) (2nd generation)-1.png'], [2048, 2732] as never),
        ...arrive(['iPhone 16 Pro Max-01.png'], [1320, 2868]),
        ...arrive(['iPhone 16 Pro-01.png'], [1206, 2622] as never),
      ],
      options,
    )
    expect(Object.fromEntries(rows.map((row) => [row.path, row.canvasSizeId]))).toEqual({
      'a.png': 'iphone-69',
      'b.png': 'ipad-13',
      'iPad Pro (12.9-inch) (2nd generation)-1.png': 'ipad-13',
      'iPhone 16 Pro Max-01.png': 'iphone-69',
      'iPhone 16 Pro-01.png': 'iphone-63',
    })
    expect(needsReview(rows, options)).toBe(true)
  })
})

it.each([
  [[1136, 600], 'iphone-40'],
  [[960, 600], 'iphone-35'],
  [[2048, 1496], 'ipad-97'],
  [[1024, 748], 'ipad-97'],
  [[2796, 1290], 'iphone-69'],
] as const)('a picture of %s lies in the slot that takes it', ([widthPx, heightPx], id) => {
  expect(takes(id as CanvasSizeId, { widthPx, heightPx })).toBe(true)
  expect(takes(id as CanvasSizeId, { widthPx: heightPx, heightPx: widthPx })).toBe(id === 'iphone-69')
})

describe('new captures of the same app', () => {
  const before = drop(empty, ['en-US/home.png', 'en-US/stats.png', 'en-US/week.png'])

  it('find their place by name, in their language; what matches nothing is a new screen', () => {
    const rows = planIntake(before, arrive(['stats.png', 'de-DE/home.png', 'settings.png']), options)
    expect(needsReview(rows, options)).toBe(true)
    expect(describeIntake(before, rows).text).toBe(
      '3 files: 1 new screen, 1 capture replaced, 1 on screens that are there, in 2 languages and 1 size.',
    )
    const after = applyIntake(before, store(rows), { locale, mint }).project
    expect(listMedia(after)).toEqual([
      { 'en-US': 'en-US/home.png', 'de-DE': 'de-DE/home.png' },
      { 'en-US': 'stats.png' },
      { 'en-US': 'en-US/week.png' },
      { 'en-US': 'settings.png' },
    ])
  })

  it('of which none matches are shown before they become as many new screens', () => {
    const review = (paths: readonly string[]) => {
      const rows = planIntake(before, arrive(paths), options)
      expect(rows.map(({ place }) => place.kind)).toEqual(paths.map(() => 'new'))
      return needsReview(rows, options, listComparedMedia(before, rows).length)
    }
    expect(review(['a.png', 'b.png', 'c.png'])).toBe(true)
    expect(review(['settings.png', 'image.png'])).toBe(false)
  })

  it('in a language that a screen does not have yet find it by its number, and by number alone where that is asked', () => {
    expect(listMedia(drop(before, ['fr/2.png']))[1]).toEqual({ 'en-US': 'en-US/stats.png', fr: 'fr/2.png' })
    expect(listMedia(drop(before, ['2.png']))).toHaveLength(4)
    expect(listMedia(drop(before, ['2.png'], { numbers: 'screens' }))[1]).toEqual({ 'en-US': '2.png' })
  })

  it('can be kept beside the old ones, moved and left out before the plan is applied', () => {
    const rows = planIntake(before, arrive(['stats.png', 'week.png']), options)
    expect(rows.every((row) => isReplacing(before, row))).toBe(true)
    expect(keepCaptures(before, rows).map(({ place }) => place.kind)).toEqual(['new', 'new'])
    const first = Object.keys(before.screensByCanvasSize[canvasSizeId] ?? {})[0] as never
    const both = changeRow(changeRow(rows, 0, { screen: first }), 1, { screen: first })
    expect(leaveDoublesOut(both).map(({ place }) => place.kind)).toEqual(['screen', 'out'])
    const german = changeRow(both, 1, { locale: 'de-DE' as Locale })
    expect(leaveDoublesOut(german).map(({ place }) => place.kind)).toEqual(['screen', 'screen'])
    expect(changeRow(rows, 0, { canvasSizeId: 'ipad-13' as CanvasSizeId })[0]?.place.kind).toBe('new')
  })
})

describe('a new take of a capture under another name', () => {
  const striped = (every: number) => Array.from({ length: 120 }, (_, at) => (at % every === 0 ? 20 : 230))
  const looks = new Map([
    ['home.png' as MediaId, striped(2)],
    ['stats.png' as MediaId, striped(3)],
  ])
  const withLooks = (paths: readonly string[], each: readonly number[][]) =>
    arrive(paths).map((arrival, at) => ({ ...arrival, look: each[at] ?? [] }))

  it('takes the place of what it looks like, and what looks like nothing is a new screen', () => {
    const project = drop(empty, ['home.png', 'stats.png'])
    const arrivals = withLooks(['a.png', 'b.png', 'c.png'], [striped(3), striped(2), striped(7)])
    const rows = planIntake(project, arrivals, { ...options, looks })
    const captures = listMedia(applyIntake(project, store(rows), { locale, mint }).project)
    expect(captures).toEqual([{ 'en-US': 'b.png' }, { 'en-US': 'a.png' }, { 'en-US': 'c.png' }])
    expect(needsReview(rows, options)).toBe(true)
    expect(keepCaptures(project, rows).map(({ place }) => place.kind)).toEqual(['new', 'new', 'new'])
  })

  it('leaves a place to the file of its name', () => {
    const project = drop(empty, ['home.png', 'stats.png'])
    const arrivals = withLooks(['home.png', 'z.png'], [striped(7), striped(2)])
    const rows = planIntake(project, arrivals, { ...options, looks })
    expect(rows.map(({ place }) => place.kind)).toEqual(['screen', 'new'])
  })
})

it('a project of files begins in the size and language of most of them', () => {
  const started = startProject(
    identity,
    [...arrive(['de/1.png', 'fr/1.png'], [2064, 2752] as never), ...arrive(['de/phone.png'])],
    mint,
  )
  expect(Object.keys(started.project.screensByCanvasSize)).toEqual(['ipad-13'])
  expect(started.options.locale).toBe('de')
  expect(started.rows.map(({ canvasSizeId: size, place }) => [size, place.kind])).toEqual([
    ['ipad-13', 'screen'],
    ['iphone-69', 'new'],
    ['ipad-13', 'screen'],
  ])
})

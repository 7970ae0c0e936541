import { describe, expect, it } from 'vitest'
import { presetCaptions } from '#app/document/catalogue/headlines.ts'
import type {
  CanvasSizeId,
  ElementId,
  Locale,
  MediaId,
  ProjectId,
  ScreenId,
} from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { listScreens, planTargets } from './export-target.ts'
import { displayTypes } from './file-layouts.ts'
import { planPreflight, stepPreflight } from './plan-preflight.ts'

await loadCoverage()

const iphone = 'iphone-69' as CanvasSizeId
const play = 'play-phone' as CanvasSizeId
const locales = ['en-US', 'de-DE'] as Locale[]
const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})

type Options = {
  missing?: readonly string[]
  canvasSizeIds?: readonly CanvasSizeId[]
  locales?: readonly Locale[]
}

function check(project: Project, options: Options = {}) {
  const { missing = [], canvasSizeIds = [iphone] } = options
  const items = planPreflight(project, {
    targets: planTargets(project, { canvasSizeIds, locales: options.locales ?? locales }),
    missingMedia: new Set(missing as MediaId[]),
    findName: (mediaId) => `${mediaId}.png`,
  })
  return items.filter(({ level }) => level !== 'advice')
}

/** Changes the elements of the first iPhone screen. */
function withFirstScreen(change: (element: Element) => Element): Project {
  const [first] = listScreens(sample, iphone)
  if (!first) throw new Error('the sample has screens')
  const elements = Object.entries(first.item.elements) as [ElementId, Element][]
  const screen: Screen = {
    ...first.item,
    elements: Object.fromEntries(elements.map(([id, element]) => [id, change(element)])),
  }
  const screens = { ...sample.screensByCanvasSize[iphone], [first.id]: screen }
  return { ...sample, screensByCanvasSize: { ...sample.screensByCanvasSize, [iphone]: screens } }
}

function createScreens(count: number): Record<ScreenId, Screen> {
  return withCount(iphone, count).screensByCanvasSize[iphone] ?? {}
}

function withCount(canvasSizeId: CanvasSizeId, count: number): Project {
  const [first] = listScreens(sample, canvasSizeId)
  if (!first) throw new Error('the sample has screens')
  const screens = Array.from({ length: count }, (_, index): [ScreenId, Screen] => {
    const id = `s${index}` as ScreenId
    return [id, { ...first.item, id, order: `a${String.fromCharCode(65 + index)}` }]
  })
  return { ...sample, screensByCanvasSize: { [canvasSizeId]: Object.fromEntries(screens) } }
}

describe('planPreflight', () => {
  it('finds nothing in the finished sample', () => {
    expect(check(sample, { canvasSizeIds: [iphone, play] })).toEqual([])
  })

  it('names screen and file of a capture that is not on this device, once for all languages', () => {
    const [mediaId] = listScreens(sample, iphone).flatMap(({ item }) =>
      Object.values(item.elements).flatMap((element) =>
        element.type === 'frame' ? Object.values(element.mediaByLocale) : [],
      ),
    )
    expect(check(sample, { missing: [mediaId ?? ''] })).toMatchObject([
      {
        level: 'error',
        isGap: true,
        screenName: 'Screen 1 “Today”',
        message: `The capture ${mediaId}.png is not on this device and cannot be fetched now. Go online, open the project where it was added, or replace it.`,
      },
    ])
  })

  it('reports a device without a capture, but not a hidden one', () => {
    const empty = (visible: boolean) =>
      withFirstScreen((element) =>
        element.type === 'frame' ? { ...element, visible, mediaByLocale: {} } : element,
      )
    expect(check(empty(true))).toMatchObject([{ level: 'error', message: 'A device has no capture yet.' }])
    expect(check(empty(false))).toEqual([])
  })

  it('warns about empty captions, remaining placeholders, unknown fonts and untranslated captions', () => {
    const captions = (texts: Record<string, string>, family = 'Inter') =>
      withFirstScreen((element) =>
        element.type === 'text'
          ? { ...element, contentByLocale: texts, style: { ...element.style, family } }
          : element,
      )
    const messages = (project: Project) =>
      check(project).map(({ screenName, message }) => `${screenName}: ${message}`)
    expect(messages(captions({ 'en-US': ' ', 'de-DE': 'Ja' }))).toEqual([
      'Screen 1 “Today” · en-US: A caption is empty.',
    ])
    expect(messages(captions({ 'en-US': 'Say it in five words', 'de-DE': 'Ja' }))).toEqual([
      'Screen 1 “Today” · en-US: The caption “Say it in five words” is still our placeholder.',
    ])
    for (const caption of Object.values(presetCaptions))
      expect(messages(captions({ 'en-US': caption, 'de-DE': 'Ja' }))).toEqual([
        expect.stringContaining('is still our placeholder'),
      ])
    expect(messages(captions({ 'en-US': 'Hello\nthere' }))).toEqual([
      'Screen 1 “Today” · de-DE: “Hello there” is not translated; the en-US text is shown.',
    ])
    expect(messages(captions({ 'en-US': 'A', 'de-DE': 'B' }, 'Papyrus'))).toEqual([
      'Screen 1 “Today”: The font Papyrus is not part of AppFrames; Inter is used instead.',
    ])
  })

  it('names screen, language and signs that no bundled font has, or only another one', () => {
    const captions = (texts: Record<string, string>, family = 'Inter') =>
      withFirstScreen((element) =>
        element.type === 'text'
          ? { ...element, contentByLocale: texts, style: { ...element.style, family } }
          : element,
      )
    expect(check(captions({ 'en-US': 'Ready 𓀀', 'de-DE': 'ᏣᎳᎩ 潮' }))).toMatchObject([
      {
        level: 'warning',
        screenName: 'Screen 1 “Today” · en-US',
        message: expect.stringContaining('No font of AppFrames has “𓀀”'),
      },
      {
        level: 'warning',
        screenName: 'Screen 1 “Today” · de-DE',
        message: expect.stringContaining('No font of AppFrames has “ᏣᎳᎩ”'),
      },
    ])
    // Signs that the family of their script draws, and emoji, are no fault.
    expect(check(captions({ 'en-US': 'Ready ✓ 🌊', 'de-DE': '潮の満ち引き' }))).toEqual([])
    expect(check(captions({ 'en-US': 'Sea', 'de-DE': 'Море' }, 'Space Grotesk'))).toMatchObject([
      {
        level: 'warning',
        screenName: 'Screen 1 “Today” · de-DE',
        message: expect.stringContaining('Space Grotesk has no “Море”; Inter draws it'),
      },
    ])
  })

  it('warns about captions with little contrast to what lies behind them, and names the contrast', () => {
    const colours = (colour: string, accentColour?: string) =>
      withFirstScreen((element) =>
        element.type === 'text'
          ? {
              ...element,
              contentByLocale: { 'en-US': accentColour ? '==A== b' : 'A', 'de-DE': 'B' },
              style: { ...element.style, colour, ...(accentColour ? { accentColour } : {}) },
            }
          : element,
      )
    const messages = (project: Project) =>
      check(project, { locales: ['en-US' as Locale] }).map(({ message }) => message)
    expect(messages(colours('#ffffff'))[0]).toMatch(
      /“A” is hard to read on its background: contrast 1\.\d:1, [34.5]+:1 is needed/,
    )
    expect(messages(colours('#3a1d12'))).toEqual([])
    expect(messages(colours('#3a1d12', '#ffffff'))[0]).toMatch(/“A b” is hard to read/)
    // A pill of its own behind the text is what it is read on.
    const pill = { colour: '#000000', paddingX: 0.01, paddingY: 0.01, radius: 0 }
    const labelled = withFirstScreen((element) =>
      element.type === 'text'
        ? { ...element, style: { ...element.style, colour: '#ffffff', pill } }
        : element,
    )
    expect(messages(labelled)).toEqual([])
  })

  it('warns that a device crops its capture, when a capture of an iPad is in an iPhone', () => {
    const measured = (width: number, height: number) =>
      planPreflight(sample, {
        targets: planTargets(sample, { canvasSizeIds: [iphone], locales }),
        missingMedia: new Set(),
        findName: () => 'Home.png',
        findSize: () => ({ width, height }),
      })
    expect(measured(1320, 2868).filter(({ level }) => level !== 'advice')).toEqual([])
    const cut = measured(2064, 2752)
    expect(cut.length).toBeGreaterThan(0)
    expect(cut[0]).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(/^iPhone 6\.9" shows only 6\d % of the capture Home\.png/),
    })
  })

  it('names captions that do not fit their box, in the language they are too long in', () => {
    const items = planPreflight(sample, {
      targets: planTargets(sample, { canvasSizeIds: [iphone], locales }),
      missingMedia: new Set(),
      findName: () => undefined,
      findSize: () => undefined,
      overflows: (text, locale) => locale === 'de-DE' && text.name === 'Headline',
    })
    expect(items.filter(({ level }) => level !== 'advice')).toHaveLength(5)
    expect(items[0]).toMatchObject({
      level: 'warning',
      screenName: 'Screen 1 “Today” · de-DE',
      message: expect.stringContaining('“Die Gezeiten auf einen Blick” does not fit its box'),
    })
  })

  it('counts pictures by each store’s rule', () => {
    expect(check(withCount(iphone, 10))).toEqual([])
    expect(check(withCount(iphone, 11))).toMatchObject([
      { level: 'error', message: 'The App Store takes at most 10 pictures for iPhone 6.9"; there are 11.' },
    ])
    expect(check(withCount(play, 9), { canvasSizeIds: [play] })).toMatchObject([{ level: 'error' }])
    expect(check(withCount(play, 1), { canvasSizeIds: [play] })).toMatchObject([{ level: 'warning' }])
  })

  it('counts the pictures of both displays of the Duo together', () => {
    const [outer, inner] = ['iphone-duo-outer', 'iphone-duo-inner'] as CanvasSizeId[]
    const withBoth = (outerCount: number, innerCount: number): Project => ({
      ...sample,
      screensByCanvasSize: {
        [outer as CanvasSizeId]: createScreens(outerCount),
        [inner as CanvasSizeId]: createScreens(innerCount),
      },
    })
    const sizes = { canvasSizeIds: [outer, inner] as CanvasSizeId[] }
    expect(check(withBoth(5, 5), sizes)).toEqual([])
    expect(check(withBoth(6, 6), sizes)).toMatchObject([
      {
        level: 'error',
        message:
          'The App Store takes at most 10 pictures for iPhone Duo (both displays together); there are 6 of iPhone Duo, outer display and 6 of iPhone Duo, inner display.',
      },
    ])
    // Exported alone, a display still shares its slot with the other.
    expect(check(withBoth(6, 6), { canvasSizeIds: [outer] as CanvasSizeId[] })).toHaveLength(1)
  })

  it('counts the sizes of one display type of App Store Connect together', () => {
    for (const type of new Set(Object.values(displayTypes))) {
      const ids = Object.keys(displayTypes).filter((id) => displayTypes[id] === type) as CanvasSizeId[]
      if (ids.length === 1) continue
      const project: Project = {
        ...sample,
        screensByCanvasSize: Object.fromEntries(ids.map((id) => [id, createScreens(6)])),
      }
      const full = check(project, { canvasSizeIds: ids }).filter(({ kind }) => kind === 'slot-full')
      expect(full, type).not.toEqual([])
    }
  })

  it('takes one picture for the search result and one for the header, of whichever size', () => {
    const ids = ['apple-header', 'apple-search-result', 'apple-universal'] as CanvasSizeId[]
    const withCounts = (...counts: number[]): Project => ({
      ...sample,
      screensByCanvasSize: Object.fromEntries(
        ids.map((id, index) => [id, createScreens(counts[index] ?? 0)]),
      ),
    })
    const messages = (project: Project) =>
      check(project, { canvasSizeIds: ids }).map(({ message }) => message)
    const refusals = (project: Project) =>
      messages(project).filter((message) => message.includes('at most one'))
    expect(refusals(withCounts(1, 1, 0))).toEqual([])
    expect(refusals(withCounts(0, 0, 1))).toEqual([])
    expect(refusals(withCounts(0, 3, 0))).toHaveLength(1)
    expect(refusals(withCounts(1, 0, 1))).toEqual([
      'The App Store takes at most one picture for the product page header; there are 1 of Product page header and 1 of Universal picture.',
    ])
    expect(refusals(withCounts(0, 0, 3))).toHaveLength(2)
  })

  it('warns where two languages are one to a store', () => {
    const found = check(sample, { locales: ['en-US', 'en-IN'] as Locale[] }).map(({ message }) => message)
    expect(found).toContain(
      'App Store Connect has one language for “en-US” and “en-IN”. The files of “en-IN” are in the folder manual-upload; upload them by hand.',
    )
  })

  it('names a size it cannot export, and puts errors before warnings', () => {
    const unknown = 'iphone-99' as CanvasSizeId
    const [first] = listScreens(sample, iphone)
    const project = {
      ...sample,
      screensByCanvasSize: { [unknown]: first ? { [first.id]: first.item } : {} },
    }
    const [item] = check(project, { canvasSizeIds: [unknown], locales: ['eo' as Locale, ...locales] })
    expect(item).toMatchObject({ level: 'error', message: expect.stringContaining('iphone-99') })
  })

  it('warns about a language the store does not have', () => {
    expect(check(sample, { locales: ['eo' as Locale] })[0]).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('App Store Connect has no language “eo”'),
    })
  })
})

it('the check in steps finds the same as the one in one go, adding to what it has found', () => {
  const bare = { ...sample, screensByCanvasSize: { [iphone]: sample.screensByCanvasSize[iphone] ?? {} } }
  const targets = planTargets(bare, { canvasSizeIds: [iphone], locales })
  const missing = listScreens(bare, iphone).flatMap(({ item }) =>
    Object.values<Element>(item.elements).flatMap((element) =>
      element.type === 'frame' ? Object.values(element.mediaByLocale) : [],
    ),
  )
  const input = { targets, missingMedia: new Set(missing), findName: () => 'a.png' }
  const counts: number[] = []
  const progress: string[] = []
  const steps = stepPreflight(bare, input)
  let step = steps.next()
  for (; !step.done; step = steps.next()) {
    counts.push(step.value.list().length)
    progress.push(`${step.value.done} of ${step.value.total}`)
  }
  expect(step.value).toEqual(planPreflight(bare, input))
  expect(counts).toEqual(counts.toSorted((one, other) => one - other))
  expect(counts.at(-1)).toBe(step.value.length)
  expect([progress[0], progress.at(-1)]).toEqual([
    `0 of ${targets.length}`,
    `${targets.length - 1} of ${targets.length}`,
  ])
  // A step for each text, so that none takes long.
  expect(counts.length).toBeGreaterThan(targets.length * 2)
})

import { describe, expect, it } from 'vitest'
import { addElement } from '#app/document/edits/add-element.ts'
import { createShape } from '#app/document/edits/create-element.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type {
  CanvasSizeId,
  ElementId,
  Locale,
  MediaId,
  ProjectId,
  ScreenId,
} from '#app/document/model/ids.ts'
import type { FrameElement, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { applyPreflightFix } from './apply-preflight-fix.ts'
import type { ExportRecord } from './export-record.ts'
import { listScreens, planTargets } from './export-target.ts'
import { planPreflight } from './plan-preflight.ts'
import { planWholeProject } from './plan-whole-project.ts'
import { type PreflightItem, type PreflightKind, preflightKinds } from './preflight-item.ts'

await loadCoverage()

const [iphone, play] = ['iphone-69', 'play-phone'] as [CanvasSizeId, CanvasSizeId]
const [english, german] = ['en-US', 'de-DE'] as [Locale, Locale]
const mint = createCounter('id')
const sample = createSampleProject({ id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId, mint })

type Check = {
  missing?: readonly string[]
  locales?: readonly Locale[]
  captureSize?: { width: number; height: number }
  overflows?: true
  lastExport?: ExportRecord
}

function check(project: Project, options: Check = {}): PreflightItem[] {
  return checkAll(project, options).filter(({ level }) => level !== 'advice')
}

function checkAll(
  project: Project,
  { missing = [], locales, captureSize, overflows, lastExport }: Check = {},
): PreflightItem[] {
  const canvasSizeIds = Object.keys(project.screensByCanvasSize) as CanvasSizeId[]
  return planPreflight(project, {
    targets: planTargets(project, { canvasSizeIds, locales: locales ?? [english, german] }),
    missingMedia: new Set(missing as MediaId[]),
    findName: (mediaId) => `${mediaId}.png`,
    findSize: () => captureSize,
    lastExport,
    overflows: (text) => overflows === true && text.name === 'Headline',
  })
}

function firstScreen(canvasSizeId: CanvasSizeId): Screen {
  const [first] = listScreens(sample, canvasSizeId)
  if (first === undefined) throw new Error('The sample has screens.')
  return first.item
}

/** The headline, the line and the device of the first iPhone screen. */
function findRef(is: (name: string) => boolean) {
  const screen = firstScreen(iphone)
  const elementId = (Object.keys(screen.elements) as ElementId[]).find((id) =>
    is(screen.elements[id]?.name ?? ''),
  )
  if (elementId === undefined) throw new Error('The sample’s first screen has it.')
  return { canvasSizeId: iphone, screenId: screen.id, elementId }
}
const headline = findRef((name) => name === 'Headline')
const device = findRef((name) => name === 'Device')
const getText = () => firstScreen(iphone).elements[headline.elementId] as TextElement
const getFrame = () => firstScreen(iphone).elements[device.elementId] as FrameElement

const withCaption = (content: string, locale = english) =>
  setCaption(sample, { ...headline, locale, content })
const withBothCaptions = (content: string) =>
  setCaption(withCaption(content), { ...headline, locale: german, content })
const withText = (patch: Partial<TextElement>) => updateElement(sample, { ...headline, patch })
const withStyle = (style: Partial<TextElement['style']>) =>
  withText({ style: { ...getText().style, ...style } })
const withDevice = (deviceId: string) =>
  updateElement(sample, { ...device, patch: { device: { ...getFrame().device, deviceId } } })

function withScreens(screens: Record<string, { of: CanvasSizeId; count: number }>): Project {
  const entries = Object.entries(screens).map(([id, { of, count }]) => {
    const copies = Array.from({ length: count }, (_, index): [ScreenId, Screen] => {
      const screenId = `${id}-${index}` as ScreenId
      return [screenId, { ...firstScreen(of), id: screenId, order: `a${String.fromCharCode(65 + index)}` }]
    })
    return [id, Object.fromEntries(copies)]
  })
  return { ...sample, screensByCanvasSize: Object.fromEntries(entries) }
}

function onGraphic(x: number, y: number): Project {
  const text = { ...getText(), x, y, width: 0.1, height: 0.05 }
  const screen: Screen = {
    ...firstScreen(iphone),
    orientation: 'landscape',
    elements: { [headline.elementId]: text },
  }
  return { ...sample, screensByCanvasSize: { ['apple-header' as CanvasSizeId]: { [screen.id]: screen } } }
}

/** A magnifier of the first screen. */
function withLens(frameId: ElementId): Project {
  const lens = createShape({
    ...{ order: 'zz', x: 0.3, y: 1.2, width: 0.2, height: 0.2, shape: 'lens', fill: '#ffffff' },
    lens: { frameId, x: 0.5, y: 0.5, zoom: 2 },
  })
  return addElement(sample, { ...device, elementId: 'lens' as ElementId, element: lens })
}

/** Above the device, over its camera opening. */
function overOpening(): Project {
  const { x, y, width } = getFrame()
  return withText({ x: x + width * 0.25, y: y + 0.02, width: width * 0.5, height: 0.05, order: 'zz' })
}

/** The files of an export of the sample, each of this size. */
function exportOf(sizeBytes: number): ExportRecord {
  const choice = { layout: 'plain', format: 'png', quality: 92 } as const
  const files = planWholeProject(sample, choice).map(({ path }) => [path, { sha256: '', key: '', sizeBytes }])
  return { ...choice, atMs: 0, files: Object.fromEntries(files) }
}

type Fault = Exclude<PreflightKind, 'advised-set'>
const faults: Record<Fault, [planted: Project, options?: Check]> = {
  'unknown-size': [
    withScreens({ 'iphone-69': { of: iphone, count: 1 }, 'iphone-99': { of: iphone, count: 1 } }),
  ],
  'too-many': [withScreens({ 'iphone-69': { of: iphone, count: 11 } })],
  'too-few': [withScreens({ 'play-phone': { of: play, count: 1 } })],
  'slot-full': [
    withScreens({
      'iphone-duo-outer': { of: iphone, count: 6 },
      'iphone-duo-inner': { of: iphone, count: 6 },
    }),
  ],
  'too-large': [sample, { lastExport: exportOf(9_000_000) }],
  'missing-set': [withScreens({ 'iphone-63': { of: iphone, count: 3 } })],
  'unknown-language': [sample, { locales: [english, german, 'eo' as Locale] }],
  'same-language': [sample, { locales: [english, german, 'en-IN' as Locale] }],
  'missing-media': [sample, { missing: Object.values(getFrame().mediaByLocale) }],
  'empty-frame': [updateElement(sample, { ...device, patch: { mediaByLocale: {} } })],
  'empty-lens': [withLens('gone' as ElementId)],
  'cut-capture': [sample, { captureSize: { width: 2064, height: 2752 } }],
  'small-capture': [sample, { captureSize: { width: 320, height: 695 } }],
  'wrong-store': [withDevice('android-phone')],
  'wrong-device': [withDevice('ipad-13')],
  'framed-capture': [withScreens({ 'play-wear': { of: play, count: 1 } })],
  'added-text': [withScreens({ 'play-wear': { of: play, count: 1 } })],
  'empty-caption': [withBothCaptions(' ')],
  placeholder: [withCaption('Say it in five words')],
  untranslated: [setCaption(sample, { ...headline, locale: german, content: undefined })],
  'unknown-font': [withStyle({ family: 'Papyrus' })],
  'borrowed-signs': [
    setCaption(withStyle({ family: 'Space Grotesk' }), { ...headline, locale: german, content: 'Море' }),
  ],
  'missing-signs': [withCaption('Ready 𓀀')],
  'low-contrast': [withStyle({ colour: '#ffffff' })],
  overflow: [sample, { overflows: true }],
  outside: [withText({ x: -0.3 })],
  'safe-area': [onGraphic(0.02, 0.02)],
  'text-over-text': [
    withText({
      y: (firstScreen(iphone).elements[findRef((name) => name === 'Line').elementId]?.y ?? 0) - 0.01,
    }),
  ],
  'text-over-cut-out': [overOpening()],
}

const kindsOf = (items: readonly PreflightItem[]) => new Set(items.map(({ kind }) => kind))
const allKinds = Object.values(preflightKinds)
  .flat()
  .filter((kind): kind is Fault => kind !== 'advised-set')

describe('pre-flight', () => {
  it('knows 29 faults, and finds none in the finished sample', () => {
    expect(allKinds).toHaveLength(29)
    expect(check(sample)).toEqual([])
    expect(check(sample, { lastExport: exportOf(7_900_000) })).toEqual([])
  })

  it.each(allKinds)('finds the planted fault %s, says where, and nothing of the kind without it', (kind) => {
    const [planted, options] = faults[kind]
    const found = check(planted, options).filter((item) => item.kind === kind)
    expect(found.length).toBeGreaterThan(0)
    for (const item of found) {
      expect(item.message.length).toBeGreaterThan(15)
      expect(item.at?.canvasSizeId).toBeDefined()
    }
    expect(kindsOf(check(sample)).has(kind)).toBe(false)
  })

  it.each([
    'missing-set',
    'wrong-store',
    'wrong-device',
    'framed-capture',
    'added-text',
    'empty-caption',
    'unknown-font',
    'borrowed-signs',
    'low-contrast',
    'outside',
  ] as const)('the offered fix of %s mends it', (kind) => {
    const [planted, options] = faults[kind]
    const mended = check(planted, options)
      .filter((item) => item.kind === kind)
      .reduce((draft, { fix, at }) => {
        expect(fix).toBeDefined()
        return fix === undefined ? draft : applyPreflightFix(draft, fix, { at, locale: english, mint })
      }, planted)
    expect(kindsOf(check(mended, options)).has(kind)).toBe(false)
  })

  it('a set that may be elsewhere is advised, below the faults, until it is there', () => {
    const adviceOf = (project: Project) => checkAll(project).filter(({ level }) => level === 'advice')
    const advice = adviceOf(sample)
    expect(advice.map(({ kind, fix }) => [kind, fix?.label])).toEqual([
      ['advised-set', 'Add iPhone 6.3"'],
      ['advised-set', 'Add Play feature graphic'],
      ['advised-set', 'Add Play icon'],
    ])
    const planted = withScreens({
      'iphone-69': { of: iphone, count: 11 },
      'play-phone': { of: play, count: 2 },
    })
    expect(checkAll(planted).map(({ level }) => level)).toEqual([
      'error',
      ...checkAll(planted)
        .slice(1, -3)
        .map(() => 'warning'),
      'advice',
      'advice',
      'advice',
    ])
    const mended = advice.reduce(
      (draft, { fix, at }) =>
        fix === undefined ? draft : applyPreflightFix(draft, fix, { at, locale: english, mint }),
      sample,
    )
    expect(adviceOf(mended)).toEqual([])
  })

  it('a size without a screen is no set', () => {
    const project = { ...withScreens({ 'iphone-63': { of: iphone, count: 3 } }) }
    const emptied = {
      ...project,
      screensByCanvasSize: { ...project.screensByCanvasSize, [iphone]: {} },
    }
    const missing = check(emptied).filter(({ kind }) => kind === 'missing-set')
    expect(missing).toMatchObject([{ at: { canvasSizeId: iphone } }])
    expect(missing[0]?.fix).toBeUndefined()
  })

  it.each([
    ['a Mac', { width: 2880, height: 1800 }],
    ['an iPhone that lay', { width: 2868, height: 1320 }],
  ] as const)('the device offered for a capture of %s shows it whole', (_name, captureSize) => {
    const { device: options } = getFrame()
    const ownFrame = {
      ...{ media: 'm' as MediaId, widthPx: 500, heightPx: 1000, corner: 0 },
      screen: { x: 0, y: 0, width: 1, height: 1 },
    }
    const framed = updateElement(sample, { ...device, patch: { device: { ...options, ownFrame } } })
    for (const planted of [sample, framed]) {
      const listCut = (project: Project) =>
        check(project, { captureSize }).filter(
          ({ kind, at }) => kind === 'cut-capture' && at?.canvasSizeId === iphone,
        )
      const mended = listCut(planted).reduce((draft, { fix, at }) => {
        if (fix === undefined) throw new Error('There is such a device.')
        return applyPreflightFix(draft, fix, { at, locale: english, mint })
      }, planted)
      expect(listCut(planted).length).toBeGreaterThan(0)
      expect(listCut(mended)).toEqual([])
    }
  })

  it('a magnifier over its device is no fault', () => {
    expect(kindsOf(check(withLens(device.elementId))).has('empty-lens')).toBe(false)
  })

  it('a text that runs across screens on purpose is not said to be cut off', () => {
    expect(kindsOf(check(withText({ x: -0.3, spans: true }))).has('outside')).toBe(false)
  })

  it('a text that leaves the safe area is moved into it', () => {
    const [planted] = faults['safe-area']
    const [item] = check(planted).filter(({ kind }) => kind === 'safe-area')
    if (item?.fix === undefined) throw new Error('It can be moved.')
    const mended = applyPreflightFix(planted, item.fix, { at: item.at, locale: english, mint })
    expect(kindsOf(check(mended)).has('safe-area')).toBe(false)
  })
})

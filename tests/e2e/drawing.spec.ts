import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { PNG } from 'pngjs'
import type { CanvasSizeId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { type ExportTarget, planTargets } from '#app/export/export-target.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createSceneryKinds, sceneryKinds } from '#tests/factories/scenery-kinds.ts'
import { ensureBrowser } from '../../bin/browser.mjs'
import type { DrawingPage } from '../browser/drawing-entry.ts'
import { launchArgs } from '../browser/launch-args.mjs'
import { serveModule } from '../browser/serve-module.mjs'

// Drawing and export in a real browser, called as the editor calls them; without the editor itself.

declare global {
  var drawing: DrawingPage
}

const iphone = 'iphone-69' as CanvasSizeId
const play = 'play-phone' as CanvasSizeId
const english = 'en-US' as Locale
const project = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})

let served: Awaited<ReturnType<typeof serveModule>>
let browser: Browser

test.beforeAll(async () => {
  served = await serveModule('tests/browser/drawing-entry.ts')
  browser = await chromium.launch({ executablePath: await ensureBrowser(), args: launchArgs })
})

test.afterAll(async () => {
  await browser.close()
  await served.close()
})

let page: Page
let errors: string[]

test.beforeEach(async () => {
  page = await browser.newPage()
  errors = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(served.url)
  await page.waitForFunction(() => globalThis.drawing !== undefined)
  for (const { mediaId, fileName: name, url } of sampleMedia) {
    const base64 = await readFile(join('public', url), 'base64')
    await page.evaluate((picture) => drawing.addPicture(picture), {
      mediaId,
      name,
      base64,
      type: 'image/webp',
    })
  }
})

test.afterEach(async () => {
  await page.close()
  expect(errors, 'errors in the page').toEqual([])
})

const runExport = (input: {
  project?: Project
  targets: readonly ExportTarget[]
  allowPlaceholders?: boolean
  cancelAtDone?: number
}) => page.evaluate((given) => drawing.export(given), { project, ...input })

/** The sample with the elements of its first iPhone screen changed. */
function withFirstScreen(change: (element: Element) => Element): Project {
  const screens = project.screensByCanvasSize[iphone] ?? {}
  const [first] = Object.entries(screens) as [ScreenId, Screen][]
  if (!first) throw new Error('the sample has screens')
  const [id, screen] = first
  const elements = Object.fromEntries(
    Object.entries<Element>(screen.elements).map(([key, element]) => [key, change(element)]),
  )
  return {
    ...project,
    screensByCanvasSize: {
      ...project.screensByCanvasSize,
      [iphone]: { ...screens, [id]: { ...screen, elements } },
    },
  }
}

test('every size exports at exactly the store’s pixels, eight bits a colour and no alpha channel', {
  tag: '@nightly',
}, async () => {
  const targets = planTargets(project, { canvasSizeIds: [iphone, play], locales: [english] })
  const result = await runExport({ targets })
  expect(result.kind).toBe('complete')
  expect(result.files).toHaveLength(10)
  for (const { path, base64 } of result.files) {
    const bytes = Buffer.from(base64, 'base64')
    const { width, height } = PNG.sync.read(bytes)
    expect([width, height], path).toEqual(path.includes('iphone69') ? [1320, 2868] : [1080, 1920])
    expect({ depth: bytes[24], colourType: bytes[25] }, path).toEqual({ depth: 8, colourType: 2 })
    expect(bytes.length, path).toBeLessThan(8_000_000)
  }
  const total = result.files.reduce((sum, { base64 }) => sum + Buffer.byteLength(base64, 'base64'), 0)
  expect(result.zipBytes).toBeGreaterThan(total)
  expect(result.progress.at(-1)).toMatchObject({ done: 10, total: 10 })
})

test('a file of the export equals, byte for byte, a canvas of the page', { tag: '@nightly' }, async () => {
  const tilted = withFirstScreen((element) =>
    element.type === 'frame' ? { ...element, tilt: { x: 24, y: 8 }, opacity: 0.9 } : element,
  )
  const shaped = withFirstScreen((element) =>
    element.type === 'shape'
      ? { ...element, shape: 'star', corner: 0.03, stroke: { colour: '#112233', width: 0.02 } }
      : element,
  )
  const marked = withFirstScreen((element) =>
    element.type === 'text'
      ? {
          ...element,
          contentByLocale: {
            'en-US': 'Know **the** *tide* ==now== 潮 سلام 🎉 𓀀',
          } as typeof element.contentByLocale,
        }
      : element,
  )
  const cases: ReadonlyArray<[Project, number]> = [
    [project, 4],
    [tilted, 1],
    [shaped, 1],
    [marked, 1],
  ]
  for (const [drawn, count] of cases) {
    const targets = planTargets(drawn, { canvasSizeIds: [iphone], locales: [english] }).slice(0, count)
    const { files } = await runExport({ project: drawn, targets })
    for (const [index, target] of targets.entries()) {
      const base64 = files[index]?.base64 ?? ''
      const difference = await page.evaluate((input) => drawing.compare(input), {
        project: drawn,
        target,
        base64,
      })
      expect(difference).toEqual({ differing: 0, most: 0 })
    }
  }
})

test('every background, effect and device of a file equals, byte for byte, a canvas of the page', {
  tag: '@nightly',
}, async () => {
  const scenery = createSceneryKinds()
  const targets = planTargets(scenery, { canvasSizeIds: [play], locales: [english] })
  const { files } = await runExport({ project: scenery, targets })
  for (const [index, target] of targets.entries()) {
    const base64 = files[index]?.base64 ?? ''
    const difference = await page.evaluate((input) => drawing.compare(input), {
      project: scenery,
      target,
      base64,
    })
    expect(difference, sceneryKinds[index]).toEqual({ differing: 0, most: 0 })
  }
})

test('a screen whose capture is missing is named, and the others are exported', async () => {
  const withoutFirst = withFirstScreen((element) =>
    element.type === 'frame'
      ? { ...element, mediaByLocale: { 'en-US': 'never-imported' } as typeof element.mediaByLocale }
      : element,
  )
  const targets = planTargets(withoutFirst, { canvasSizeIds: [iphone], locales: [english] })
  const result = await runExport({ project: withoutFirst, targets })
  expect(result.kind).toBe('incomplete')
  expect(result.files).toHaveLength(4)
  expect(result.zipBytes).toBeUndefined()
  expect(result.failures).toMatchObject([
    { screenName: 'Screen 1 “Today”', message: expect.stringContaining('is not on this device') },
  ])

  const draft = await runExport({ project: withoutFirst, targets, allowPlaceholders: true })
  expect(draft.kind).toBe('complete')
})

test('a damaged capture fails its screen with its name, not the export', async () => {
  const [today] = sampleMedia
  if (!today) throw new Error('the sample has captures')
  const base64 = Buffer.from('not a picture').toString('base64')
  const damaged = { mediaId: today.mediaId, name: 'today.png', base64, type: 'image/png' }
  await page.evaluate((picture) => drawing.addPicture(picture), damaged)
  const targets = planTargets(project, { canvasSizeIds: [iphone], locales: [english] })
  const result = await runExport({ targets })
  expect(result.failures).toMatchObject([
    { screenName: 'Screen 1 “Today”', message: expect.stringContaining('today.png could not be read') },
  ])
  expect(result.files).toHaveLength(4)
})

test('an unknown font is drawn in Inter and named in the result', async () => {
  const strange = withFirstScreen((element) =>
    element.type === 'text' ? { ...element, style: { ...element.style, family: 'Papyrus' } } : element,
  )
  const targets = planTargets(strange, { canvasSizeIds: [iphone], locales: [english] }).slice(0, 1)
  const { files } = await runExport({ project: strange, targets })
  expect(files[0]?.warnings).toEqual(['The font Papyrus could not be loaded; Inter was used instead.'])
  const plain = await runExport({ targets })
  expect(files[0]?.base64).toBe(plain.files[0]?.base64)
})

test('a cancelled export stops at once and returns nothing', async () => {
  const targets = planTargets(project, { canvasSizeIds: [iphone, play], locales: [english] })
  const result = await runExport({ targets, cancelAtDone: 1 })
  expect(result).toMatchObject({ kind: 'cancelled', files: [] })
  expect(result.progress.at(-1)?.done).toBeLessThan(4)
})

test('the list’s thumbnail shows three screens side by side, transparent around them', async () => {
  const thumbnail = await page.evaluate((drawn) => drawing.thumbnail(drawn), project)
  expect(thumbnail?.type).toBe('image/webp')
  const seen = await page.evaluate(async (base64) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/webp;base64,${base64}`)).blob())
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no 2D context')
    context.drawImage(picture, 0, 0)
    const alphaAt = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[3]
    const { width, height } = picture
    return { width, height, corner: alphaAt(0, 0), middle: alphaAt(width >> 1, height >> 1) }
  }, thumbnail?.base64 ?? '')
  expect(seen).toEqual({ width: 929, height: 640, corner: 0, middle: 255 })
})

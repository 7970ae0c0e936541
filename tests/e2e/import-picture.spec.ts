import { chromium, type Page } from '@playwright/test'
import type { PictureImportPage } from '#tests/browser/picture-import-entry.ts'
import { exif, gif, png } from '#tests/factories/picture-bytes.ts'
import { launchArgs } from '../browser/launch-args.mjs'
import { serveModule } from '../browser/serve-module.mjs'
import { test as base, expect } from './fixtures.ts'

declare const pictures: PictureImportPage

const test = base.extend<{ importPage: Page }, { served: { url: string } }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const served = await serveModule('tests/browser/picture-import-entry.ts')
      await use(served)
      await served.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // The module is loaded alone: no server, no build.
  baseURL: async ({ served }, use) => use(served.url),
  importPage: async ({ executablePath, errorLog, served }, use) => {
    const browser = await chromium.launch({ executablePath, args: launchArgs })
    const context = await browser.newContext()
    errorLog.watch(context)
    const page = await context.newPage()
    await page.goto(served.url)
    await page.waitForFunction(() => 'pictures' in globalThis)
    await use(page)
    await browser.close()
  },
})

/** The APP1 segment with this orientation, to stand right after a JPEG's first marker. */
function exifSegment(orientation: number): number[] {
  const data = [...Buffer.from('Exif\0\0'), ...exif(orientation, true)]
  return [0xff, 0xe1, ...[(data.length + 2) >> 8, (data.length + 2) & 0xff], ...data]
}

test('a capture is kept byte for byte, measured, hashed and thumbnailed', { tag: '@nightly' }, async ({
  importPage,
}) => {
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    const { result } = await importPage.evaluate(
      (mime) => pictures.importDrawn('Capture.png', { width: 1206, height: 2622 }, { type: mime }),
      type,
    )
    expect(result).toMatchObject({
      kind: 'ok',
      mimeType: type,
      width: 1206,
      height: 2622,
      sameBytes: true,
      thumbnail: { width: 118, height: 256, type: 'image/webp' },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(result).not.toHaveProperty('note')
  }
})

test('an EXIF-rotated JPEG is measured and shown upright', { tag: '@nightly' }, async ({ importPage }) => {
  const { result } = await importPage.evaluate(
    (segment) =>
      pictures.importDrawn('photo.jpg', { width: 1200, height: 800 }, { type: 'image/jpeg', exif: segment }),
    exifSegment(6),
  )
  expect(result).toMatchObject({ kind: 'ok', width: 800, height: 1200, sameBytes: true })
  if (result.kind !== 'ok') throw new Error(result.kind)
  // Stored top left (red) is top right when seen; top left is blue.
  expect(result.topLeft[2]).toBeGreaterThan(200)
  expect(result.topLeft[0]).toBeLessThan(60)
})

test('a photo of 40 MB is stored as a smaller copy, with a notice', { tag: '@nightly' }, async ({
  importPage,
}) => {
  test.slow()
  const { sizeBytes, result } = await importPage.evaluate(() =>
    pictures.importDrawn('holiday.jpg', { width: 7000, height: 5000 }, { type: 'image/jpeg', noise: true }),
  )
  expect(sizeBytes).toBeGreaterThan(30_000_000)
  expect(result).toMatchObject({
    kind: 'ok',
    mimeType: 'image/jpeg',
    note: expect.stringContaining('“holiday.jpg”'),
  })
  if (result.kind !== 'ok') throw new Error(result.kind)
  expect(result.sizeBytes).toBeLessThanOrEqual(10_000_000)
  expect(Math.max(result.width, result.height)).toBeLessThanOrEqual(4096)
  expect(result.width / result.height).toBeCloseTo(7 / 5, 2)
})

test('bad files are rejected, each in a sentence that names it', { tag: '@nightly' }, async ({
  importPage,
}) => {
  const text = [...Buffer.from('This is a text file.')]
  const bad: readonly [string, readonly number[], RegExp][] = [
    ['notes.png', text, /text file/],
    ['nothing.png', [], /0 bytes/],
    ['bomb.png', [...png(60_000, 60_000)], /60,000 × 60,000/],
    ['dance.gif', [...gif()].slice(0, 13), /cut off/],
    // Whole by its structure, but it cannot be decoded.
    ['broken.png', [...png(40, 40)], /damaged/],
  ]
  for (const [name, bytes, reason] of bad) {
    const result = await importPage.evaluate(([file, data]) => pictures.importBytes(file, data), [
      name,
      bytes,
    ] as const)
    if (result.kind !== 'refused') throw new Error(`${name}: ${result.kind}`)
    expect(result.message).toMatch(reason)
    expect(result.message).toContain(`“${name}”`)
  }
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    const { result } = await importPage.evaluate(
      (mime) =>
        pictures.importDrawn(
          'half.png',
          { width: 800, height: 800 },
          { type: mime, noise: true, keepBytes: 20_000 },
        ),
      type,
    )
    expect(result).toEqual({ kind: 'refused', message: expect.stringMatching(/“half\.png” is cut off/) })
  }
})

test('a crashed worker costs its own file and no other', { tag: '@nightly' }, async ({
  importPage,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/made to crash/)
  const results = await importPage.evaluate(() => pictures.importWithCrash())
  expect(results).toEqual([expect.stringMatching(/“first\.png” could not be opened/), 'ok', 'ok'])
})

test('the page never stalls for 50 ms during an import', { tag: '@nightly' }, async ({ importPage }) => {
  expect(await importPage.evaluate(() => pictures.measureLongestTask(0))).toBeLessThan(50)
  // The measurement itself works: a deliberate stall is detected.
  expect(await importPage.evaluate(() => pictures.measureLongestTask(120))).toBeGreaterThan(100)
})

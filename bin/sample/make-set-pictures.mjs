// Draws public/sample/sets/<id>.webp, the template sets that the list offers. Run by hand after a change of a set or of the
// drawing: node bin/sample/make-set-pictures.mjs [folder] [width of a screen] [screens]
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launchArgs } from '../../tests/browser/launch-args.mjs'
import { serveModule } from '../../tests/browser/serve-module.mjs'
import { ensureBrowser } from '../browser.mjs'
import { root } from '../ensure.mjs'

const [folder = join(root, 'public/sample/sets'), width = '96', count = '3'] = process.argv.slice(2)
const served = await serveModule('bin/sample/sets-page.ts')
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: launchArgs })
try {
  const page = await browser.newPage()
  await page.goto(served.url)
  await page.waitForFunction(() => 'drawSets' in globalThis)
  const media = await page.evaluate(() =>
    globalThis.sampleMedia.map(({ mediaId, url }) => ({ mediaId, url })),
  )
  const files = await Promise.all(
    media.map(async ({ mediaId, url }) => [
      mediaId,
      (await readFile(join(root, 'public', url))).toString('base64'),
    ]),
  )
  const drawn = await page.evaluate(
    async ({ encoded, widthPx, screens }) => {
      const captures = {}
      for (const [mediaId, base64] of encoded) {
        captures[mediaId] = await (await fetch(`data:image/webp;base64,${base64}`)).blob()
      }
      const sets = await globalThis.drawSets(captures, widthPx, screens)
      const bytesOf = async (blob) => [...new Uint8Array(await blob.arrayBuffer())]
      return Promise.all(Object.entries(sets).map(async ([id, blob]) => [id, await bytesOf(blob)]))
    },
    { encoded: files, widthPx: Number(width), screens: Number(count) },
  )
  await mkdir(folder, { recursive: true })
  for (const [id, bytes] of drawn) {
    await writeFile(join(folder, `${id}.webp`), Uint8Array.from(bytes))
    process.stdout.write(`${id}.webp, ${bytes.length} bytes\n`)
  }
} finally {
  await browser.close()
  await served.close()
}

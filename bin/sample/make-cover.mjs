// Draws public/sample/cover.webp, the picture of the finished sample on the empty list. Run by hand after a change of the
// sample or of the drawing: node bin/sample/make-cover.mjs
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launchArgs } from '../../tests/browser/launch-args.mjs'
import { serveModule } from '../../tests/browser/serve-module.mjs'
import { ensureBrowser } from '../browser.mjs'
import { root } from '../ensure.mjs'

const served = await serveModule('bin/sample/cover-page.ts')
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: launchArgs })
try {
  const page = await browser.newPage()
  await page.goto(served.url)
  await page.waitForFunction(() => 'drawCover' in globalThis)
  const media = await page.evaluate(() =>
    globalThis.sampleMedia.map(({ mediaId, url }) => ({ mediaId, url })),
  )
  const files = await Promise.all(
    media.map(async ({ mediaId, url }) => [
      mediaId,
      (await readFile(join(root, 'public', url))).toString('base64'),
    ]),
  )
  const bytes = await page.evaluate(async (encoded) => {
    const captures = {}
    for (const [mediaId, base64] of encoded) {
      captures[mediaId] = await (await fetch(`data:image/webp;base64,${base64}`)).blob()
    }
    const cover = await globalThis.drawCover(captures)
    return [...new Uint8Array(await cover.arrayBuffer())]
  }, files)
  await writeFile(join(root, 'public/sample/cover.webp'), Uint8Array.from(bytes))
  process.stdout.write(`cover.webp, ${bytes.length} bytes\n`)
} finally {
  await browser.close()
  await served.close()
}

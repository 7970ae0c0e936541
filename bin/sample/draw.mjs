// Draws the sample project's captures from screens.html into public/sample. Run by hand after a change of the drawing:
// node bin/sample/draw.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const screens = ['today', 'week', 'spots', 'finds', 'plan']
// 440 × 956 CSS px at 2.25: as many pixels as the device's screen has in an exported 1320 × 2868 picture.
const pixelRatio = 2.25
const root = new URL('../../', import.meta.url)
const font = new URL('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', root)
const out = new URL('public/sample/', root)

const executablePath = process.env.CHROMIUM_PATH
const browser = await chromium.launch(executablePath ? { executablePath } : {})
try {
  const page = await browser.newPage({
    viewport: { width: 440, height: 956 },
    deviceScaleFactor: pixelRatio,
  })
  await page.route('http://sample.invalid/**', (route) =>
    route.request().url().endsWith('.woff2')
      ? route.fulfill({ body: readFileSync(font), contentType: 'font/woff2' })
      : route.fulfill({
          body: readFileSync(new URL('screens.html', import.meta.url)),
          contentType: 'text/html',
        }),
  )
  await page.goto('http://sample.invalid/')
  mkdirSync(out, { recursive: true })
  for (const screen of screens) {
    await page.evaluate(async (id) => {
      await window.ready
      window.show(id)
    }, screen)
    const png = await page.screenshot({ type: 'png' })
    const webp = await page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      canvas.getContext('2d').drawImage(bitmap, 0, 0)
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
      return {
        bytes: [...new Uint8Array(await blob.arrayBuffer())],
        width: bitmap.width,
        height: bitmap.height,
      }
    }, png.toString('base64'))
    writeFileSync(new URL(`${screen}.webp`, out), Uint8Array.from(webp.bytes))
    process.stdout.write(`${screen}.webp ${webp.width} × ${webp.height}, ${webp.bytes.length} bytes\n`)
  }
} finally {
  await browser.close()
}

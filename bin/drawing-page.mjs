// A headless Chromium with the page of app/cli/chromium-page.ts, for `npx appframes export --engine chromium`.
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'
import { requireBrowser } from './browser.mjs'
import { root } from './ensure.mjs'

const types = { '.js': 'text/javascript', '.woff2': 'font/woff2', '.html': 'text/html' }

/**
 * @param {string} folder The bundle of the page.
 * @param {import('../app/cli/browser-page.ts').PageFiles} files
 * @returns {Promise<import('../app/cli/browser-page.ts').BrowserPage>}
 */
export async function openDrawingPage(folder, files) {
  const executablePath = await requireBrowser()
  const server = createServer((request, response) => {
    answer(request, response, { folder, files }).catch((error) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test')
  // The sandbox needs a user other than root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.waitForFunction(() => globalThis.appframesPage !== undefined)
  return {
    draw: (input) => page.evaluate((given) => globalThis.appframesPage.draw(given), input),
    async close() {
      await browser.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(request, response, { folder, files }) {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const [, place, name = ''] = pathname.split('/')
  if (request.method === 'PUT' && place === 'files') {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    await files.takeFile(Number(name), Buffer.concat(chunks))
    response.statusCode = 204
    response.end()
    return
  }
  if (place === 'media') {
    const media = await files.readMedia(decodeURIComponent(name))
    response.statusCode = media === undefined ? 404 : 200
    if (media !== undefined) response.setHeader('content-type', media.mimeType)
    response.end(media?.bytes)
    return
  }
  if (pathname === '/') {
    response.setHeader('content-type', types['.html'])
    response.end(
      '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    )
    return
  }
  const path = join(folder, normalize(pathname))
  response.statusCode = existsSync(path) ? 200 : 404
  response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
  if (response.statusCode === 404) response.end()
  else createReadStream(path).pipe(response)
}

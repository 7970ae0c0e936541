// Draws the PNG icons in public/ from public/favicon.svg: `node bin/make-icons.mjs` after changing it.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBrowser } from './browser.mjs'
import { root } from './ensure.mjs'

const svg = await readFile(join(root, 'public/favicon.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] })
try {
  await drawIcon('icon-192.png', 192)
  await drawIcon('icon-512.png', 512)
  // Systems crop these to their own shape: the colour fills the square and the mark is in the middle.
  await drawIcon('icon-maskable-512.png', 512, { isFilled: true, scale: 0.86 })
  await drawIcon('apple-touch-icon.png', 180, { isFilled: true, scale: 0.94 })
} finally {
  await browser.close()
}

async function drawIcon(name, sizePx, { isFilled = false, scale = 1 } = {}) {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } })
  const background = isFilled ? '#2563eb' : 'transparent'
  const style = `html,body{margin:0;background:${background}}svg{display:block;width:${sizePx}px;transform:scale(${scale})}`
  await page.setContent(`<style>${style}</style>${svg}`)
  await writeFile(join(root, 'public', name), await page.screenshot({ omitBackground: !isFilled }))
  await page.close()
}

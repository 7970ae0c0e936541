import { snapdom } from '@zumer/snapdom'
import { toBlob } from 'html-to-image'
import { domToBlob } from 'modern-screenshot'
import { fontFiles } from '#app/render/font-files.ts'
import type { HtmlLibrary } from './html-libraries.ts'

/** CSS pixels of a screen of 1320 × 2868 at three device pixels each. */
const widthPx = 440
const heightPx = 956
const scale = 3

/** A screen as an editor of HTML would make it: background, disc, two lines, and a device with a capture. */
async function createScreen(capture: Blob): Promise<HTMLElement> {
  const screen = document.createElement('div')
  screen.style.cssText = `position:relative;width:${widthPx}px;height:${heightPx}px;overflow:hidden;background:linear-gradient(160deg,#f6d9bd,#e9a980);font-family:Inter,sans-serif;text-align:center;color:#33160c`
  screen.innerHTML = `
    <div style="position:absolute;right:-90px;top:150px;width:280px;height:280px;border-radius:50%;background:#f3b79a"></div>
    <p style="position:absolute;left:24px;right:24px;top:48px;margin:0;font-size:38px;font-weight:700;line-height:44px">Know the tide at a glance</p>
    <p style="position:absolute;left:24px;right:24px;top:150px;margin:0;font-size:18px">Live heights for every cove</p>
    <div style="position:absolute;left:52px;top:196px;width:336px;height:728px;border-radius:56px;background:#0b0b0d;box-shadow:0 18px 42px rgb(0 0 0 / 35%)">
      <img alt="" style="position:absolute;left:10px;top:10px;width:316px;height:708px;border-radius:46px;object-fit:cover">
    </div>`
  document.body.append(screen)
  const image = screen.querySelector('img')
  if (image === null) throw new Error('It was just made.')
  image.src = URL.createObjectURL(capture)
  await image.decode()
  return screen
}

/** As a page declares its font; the libraries put it into each picture, since what they draw has no other. */
function declareInter(): void {
  const faces = fontFiles.Inter.map(
    ({ url, unicodeRange }) =>
      `@font-face{font-family:Inter;font-weight:100 900;src:url(${url}) format('woff2');unicode-range:${unicodeRange}}`,
  )
  document.head.append(Object.assign(document.createElement('style'), { textContent: faces.join('') }))
}

let isDeclared = false

async function drawBy(library: HtmlLibrary, screen: HTMLElement): Promise<Blob | null> {
  switch (library) {
    case 'html-to-image':
      return toBlob(screen, { pixelRatio: scale })
    case 'modern-screenshot':
      return domToBlob(screen, { scale })
    case 'snapdom':
      return snapdom.toBlob(screen, { scale, type: 'png', embedFonts: true })
  }
}

/** Milliseconds for one PNG of 1320 × 2868 a capture, one after another. */
export async function exportByLibrary(library: HtmlLibrary, captures: readonly Blob[]): Promise<number> {
  if (!isDeclared) declareInter()
  isDeclared = true
  await document.fonts.load('700 38px Inter')
  let tookMs = 0
  for (const capture of captures) {
    const screen = await createScreen(capture)
    const startedMs = performance.now()
    const file = await drawBy(library, screen)
    tookMs += performance.now() - startedMs
    if (file === null) throw new Error(`${library} made no file.`)
    const bitmap = await createImageBitmap(file)
    if (bitmap.width !== widthPx * scale || bitmap.height !== heightPx * scale)
      throw new Error(`${library} made ${bitmap.width} × ${bitmap.height} pixels.`)
    bitmap.close()
    screen.remove()
  }
  return tookMs
}

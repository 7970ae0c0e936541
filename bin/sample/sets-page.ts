// Runs in a browser for make-set-pictures.mjs: the sample in every template set, by the editor's own drawing code.
import { getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen, TextElement } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { applyTemplateSet } from '#app/document/template-sets/apply-template-set.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { createLayer } from '#app/render/create-layer.ts'
import { getDrawnHeight } from '#app/render/draw-element.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { loadFonts } from '#app/render/load-fonts.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const gapPx = 6
const cornerPx = 7

type Pictures = ReadonlyMap<MediaId, ImageBitmap>

/** `captures`: the files of public/sample by media id. Resolves with a WebP of the first screens for each set. */
async function drawSets(
  captures: Record<string, Blob>,
  screenWidthPx: number,
  count: number,
): Promise<Record<string, Blob>> {
  const pictures = new Map<MediaId, ImageBitmap>()
  for (const { mediaId } of sampleMedia) {
    const capture = captures[mediaId]
    if (capture) pictures.set(mediaId, await createImageBitmap(capture))
  }
  const drawn: Record<string, Blob> = {}
  for (const set of templateSets) {
    await loadFonts([{ family: set.headline.family }, { family: set.line.family }], document.fonts)
    drawn[set.id] = await drawSet(set, { pictures, screenWidthPx, count })
  }
  return drawn
}

type DrawOptions = { pictures: Pictures; screenWidthPx: number; count: number }

async function drawSet(
  set: (typeof templateSets)[number],
  { pictures, screenWidthPx, count }: DrawOptions,
): Promise<Blob> {
  let minted = 0
  const mint = () => `id-${minted++}`
  const sample = createSampleProject({ id: crypto.randomUUID() as ProjectId, mint })
  const project = applyTemplateSet(sample, set, { mint, measureHeight })
  const screens = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).slice(0, count)
  const heightPx = Math.round(screenWidthPx * getCanvasHeight(canvasSizeId, 'portrait'))
  const canvas = new OffscreenCanvas(screens.length * (screenWidthPx + gapPx) - gapPx, heightPx)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser gives no 2D context.')
  for (const [index, { id, item }] of screens.entries()) {
    const screen = new OffscreenCanvas(screenWidthPx, heightPx)
    const onScreen = screen.getContext('2d')
    if (onScreen === null) throw new Error('This browser gives no 2D context.')
    drawScreen(onScreen, item, {
      widthPx: screenWidthPx,
      heightPx,
      locale,
      fallbackLocale: locale,
      findPicture: (mediaId) => pictures.get(mediaId),
      findName: () => undefined,
      createLayer,
      panorama: planPanorama(project, canvasSizeId, id),
    })
    context.save()
    context.translate(index * (screenWidthPx + gapPx), 0)
    context.beginPath()
    context.roundRect(0, 0, screenWidthPx, heightPx, cornerPx)
    context.clip()
    context.drawImage(screen, 0, 0)
    context.restore()
  }
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
}

const ruler = new OffscreenCanvas(1, 1).getContext('2d')
const measured = {
  widthPx: 1000,
  heightPx: 1000,
  locale,
  fallbackLocale: locale,
  findPicture: () => undefined,
  findName: () => undefined,
}

function measureHeight(text: TextElement): number {
  return ruler === null ? text.height : getDrawnHeight(ruler, text, measured)
}

Object.assign(globalThis, { drawSets, sampleMedia })

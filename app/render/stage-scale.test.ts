import { readFileSync } from 'node:fs'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CanvasSizeId, Locale, MediaId } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { createElementKinds } from '#tests/factories/element-kinds.ts'
import { registerNodeFonts } from '#tests/factories/register-node-fonts.ts'
import { createSceneryKinds } from '#tests/factories/scenery-kinds.ts'
import { listFontNeeds } from './collect-media.ts'
import type { DrawContext, Picture } from './draw-assets.ts'
import { drawScreen } from './draw-screen.ts'

// The stage draws with the code of the export, at its own size: every kind must come out the same, only smaller.

const english = 'en-US' as Locale
const file = { widthPx: 540, heightPx: 960 }
const times = 2

const screens = [createElementKinds(), createSceneryKinds()].flatMap((project: Project) =>
  Object.values<Screen>(project.screensByCanvasSize['play-phone' as CanvasSizeId] as never),
)
const pictures = new Map<MediaId, Picture>()

beforeAll(async () => {
  for (const { mediaId, url } of sampleMedia)
    pictures.set(mediaId, (await loadImage(readFileSync(`public${url}`))) as unknown as Picture)
  await registerNodeFonts([{ family: 'Inter' }, ...screens.flatMap(listFontNeeds)])
}, 60_000)

function draw(screen: Screen, { widthPx, heightPx }: typeof file): DrawContext {
  const context = createNodeContext(widthPx, heightPx)
  drawScreen(context, screen, {
    widthPx,
    heightPx,
    locale: english,
    fallbackLocale: english,
    findPicture: (mediaId) => pictures.get(mediaId),
    findName: () => undefined,
    createLayer: createNodeContext,
  })
  return context
}

/** Each pixel the mean of those it covers. */
function shrink(context: DrawContext): Uint8ClampedArray {
  const { width, height } = context.canvas
  const small = createCanvas(width / times, height / times).getContext('2d')
  small.imageSmoothingQuality = 'medium'
  small.drawImage(context.canvas as never, 0, 0, width / times, height / times)
  return small.getImageData(0, 0, width / times, height / times).data
}

/** The mean difference of a colour value, 0–255. */
function measureDifference(screen: Screen): number {
  const stage = { widthPx: file.widthPx / times, heightPx: file.heightPx / times }
  const shown = draw(screen, stage).getImageData(0, 0, stage.widthPx, stage.heightPx).data
  const exported = shrink(draw(screen, file))
  let sum = 0
  for (const [at, value] of shown.entries()) sum += Math.abs(value - (exported[at] ?? 0))
  return sum / shown.length
}

/** Measured: at most 0.97, and of these 3.1, 4.1, 1.3 and 1.2: small letters' edges, grain by pixels, many small captures. */
const limits: Readonly<Record<string, number>> = {
  families: 3.7,
  'shaded-picture': 4.9,
  devices: 1.6,
  world: 1.4,
}

describe('the stage shows what the export writes', () => {
  it.each(screens.map((screen) => [screen.name, screen] as const))('of %s', (_, screen) => {
    expect(measureDifference(screen)).toBeLessThan(limits[screen.name] ?? 1.1)
  })
})

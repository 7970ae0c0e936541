import { findCanvasSize, getCanvasPx, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, ProjectDocument, Screen } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import { listFontNeeds, listMediaIds } from './collect-media.ts'
import { createLayer } from './create-layer.ts'
import type { DrawAssets } from './draw-assets.ts'
import { createFlush, drawInTasks } from './draw-in-slices.ts'
import { drawScreenInSteps } from './draw-screen.ts'
import { loadFonts } from './load-fonts.ts'
import type { FontSource, PictureSource } from './picture-source.ts'
import { planPanorama } from './plan-panorama.ts'
import { getFallbackLocale } from './project-locales.ts'
import { createRoundedRect, traceRoundedRect } from './rounded-path.ts'

const maxScreens = 3
/** A project in the list is drawn at 480 × 320 CSS pixels at most, on screens of two device pixels each. */
const maxWidthPx = 960
const maxHeightPx = 640
const gap = 0.035

type Input = { project: Project; media: PictureSource & FontSource }
type ThumbnailInput = Omit<Input, 'project'> & { project: ProjectDocument }

/**
 * The list's picture of a project: its first three screens side by side, cut to their outline, transparent around them.
 * `undefined` for a project without screens. Missing pictures become placeholders.
 */
export async function createThumbnail({ project: stored, media }: ThumbnailInput): Promise<Blob | undefined> {
  const project = resolveProject(stored)
  const canvasSizeId = pickCanvasSize(project)
  if (canvasSizeId === undefined) return undefined
  const screens = listScreens(project, canvasSizeId).slice(0, maxScreens)
  await loadFonts(
    screens.flatMap(({ item }) => listFontNeeds(item)),
    document.fonts,
    media,
  )
  const { places, widthPx, heightPx } = planPlaces(screens.map(({ item }) => aspectOf(item, canvasSizeId)))
  const canvas = new OffscreenCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser has no memory for a thumbnail.')
  for (const [index, { id, item }] of screens.entries()) {
    const place = places[index]
    if (!place) continue
    const drawn = await drawSmall({ project, media }, { canvasSizeId, id, screen: item, ...place })
    const pattern = context.createPattern(drawn, 'no-repeat')
    if (!pattern) continue
    context.save()
    context.translate(place.x, 0)
    context.beginPath()
    const box = { x: 0, y: 0, width: place.widthPx, height: place.heightPx }
    traceRoundedRect(context, createRoundedRect(box, heightPx * 0.028))
    context.fillStyle = pattern
    context.fill()
    context.restore()
  }
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.86 })
}

/** The size that is open in the editor, else the first that has screens. */
function pickCanvasSize(project: Project): CanvasSizeId | undefined {
  const ids = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  const filled = ids.filter((id) => findCanvasSize(id) && listScreens(project, id).length > 0)
  const open = project.view?.canvasSizeId
  return open !== undefined && filled.includes(open) ? open : filled[0]
}

function listScreens(project: Project, canvasSizeId: CanvasSizeId) {
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).map(({ id, item }) => ({
    id,
    item: resolveScreen(project, canvasSizeId, id) ?? item,
  }))
}

function aspectOf(screen: Screen, canvasSizeId: CanvasSizeId): number {
  const { widthPx, heightPx } = getCanvasPx(canvasSizeId, screen.orientation)
  return widthPx / heightPx
}

type Place = { x: number; widthPx: number; heightPx: number }

/** All of one height, as large as fits. */
export function planPlaces(aspects: readonly number[]): {
  places: Place[]
  widthPx: number
  heightPx: number
} {
  const wide = aspects.reduce((sum, aspect) => sum + aspect, 0) + gap * (aspects.length - 1)
  const heightPx = Math.max(1, Math.round(Math.min(maxHeightPx, maxWidthPx / wide)))
  let x = 0
  const places = aspects.map((aspect) => {
    const place = { x, widthPx: Math.max(1, Math.round(aspect * heightPx)), heightPx }
    x += place.widthPx + Math.round(gap * heightPx)
    return place
  })
  return { places, widthPx: Math.max(1, x - Math.round(gap * heightPx)), heightPx }
}

type Small = Place & { canvasSizeId: CanvasSizeId; id: ScreenId; screen: Screen }

async function drawSmall({ project, media }: Input, small: Small): Promise<OffscreenCanvas> {
  const { canvasSizeId, id, screen, widthPx, heightPx } = small
  const fallbackLocale = getFallbackLocale(project)
  const locale = project.view?.locale ?? fallbackLocale
  const panorama = planPanorama(project, canvasSizeId, id)
  const shown = panorama ? { ...screen, background: panorama.background } : screen
  const pictures = new Map(
    await Promise.all(
      listMediaIds(shown, locale, fallbackLocale).map(
        async (mediaId) => [mediaId, await media.loadImage(mediaId)] as const,
      ),
    ),
  )
  const canvas = new OffscreenCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('This browser has no memory for a thumbnail.')
  const assets: DrawAssets = {
    widthPx,
    heightPx,
    locale,
    fallbackLocale,
    findPicture: (mediaId) => pictures.get(mediaId),
    findName: (mediaId) => media.findName(mediaId),
    createLayer,
    panorama,
  }
  const steps = drawScreenInSteps(context, screen, assets, new Set())
  await drawInTasks({ steps, flush: createFlush(canvas) })
  return canvas
}

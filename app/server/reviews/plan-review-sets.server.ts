import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { findCanvasSize, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import { listScreens } from '#app/export/export-target.ts'
import { type Drawing, planDrawing } from '#app/export/plan-drawing.ts'
import { listLocales } from '#app/render/project-locales.ts'

/** What a link shows: null is everything. */
type Choice = { canvasSizeIds: readonly string[] | null; locales: readonly string[] | null }

/** The pictures of one size in one language. */
export type ReviewSet = { canvasSizeId: CanvasSizeId; locale: Locale }

/** Size by size, each in all languages. Sizes of a newer build cannot be drawn and are left out. */
export function listReviewSets(project: Project, { canvasSizeIds, locales }: Choice): ReviewSet[] {
  const sizes = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize)).filter(
    (id) =>
      (canvasSizeIds?.includes(id) ?? true) &&
      findCanvasSize(id) !== undefined &&
      listScreens(project, id).length > 0,
  )
  const shown = listLocales(project).filter((locale) => locales?.includes(locale) ?? true)
  return sizes.flatMap((canvasSizeId) => shown.map((locale) => ({ canvasSizeId, locale })))
}

export type ReviewScreen = {
  screenId: ScreenId
  /** From 1. */
  number: number
  name: string
  drawing: Drawing
}

export function listReviewScreens(project: Project, { canvasSizeId, locale }: ReviewSet): ReviewScreen[] {
  return listScreens(project, canvasSizeId).map(({ id, item }, index) => ({
    screenId: id,
    number: index + 1,
    name: item.name,
    drawing: narrowDrawing(planDrawing(project, { canvasSizeId, screenId: id, locale })),
  }))
}

/**
 * Without what these pixels do not depend on: names, and the texts and captures of other languages. A text whose size is
 * fitted over all languages keeps them.
 */
function narrowDrawing(drawing: Drawing): Drawing {
  const { screen, locale, fallbackLocale } = drawing
  const narrow = <Value>(byLocale: Readonly<Record<string, Value>>) => {
    const value = byLocale[locale] ?? byLocale[fallbackLocale]
    return value === undefined ? {} : { [locale]: value }
  }
  const elements = Object.entries(screen.elements).map(([id, element]): [string, Element] => {
    if (element.type === 'text')
      return [
        id,
        element.fitGroup === undefined
          ? { ...element, name: '', contentByLocale: narrow(element.contentByLocale) }
          : element,
      ]
    if (element.type === 'shape') return [id, element]
    return [id, { ...element, mediaByLocale: narrow(element.mediaByLocale) } as Element]
  })
  return { ...drawing, screen: { ...screen, name: '', order: 'a', elements: Object.fromEntries(elements) } }
}

/** Equal where the pixels are. `hashes`: of the pictures that are there. */
export function hashDrawing(
  { mediaIds, ...drawing }: Drawing,
  hashes: ReadonlyMap<MediaId, { sha256: string }>,
): string {
  const media = mediaIds.map((mediaId) => [mediaId, hashes.get(mediaId)?.sha256 ?? null])
  const { panorama, ...rest } = drawing
  return hashText(canonicalize({ ...rest, panorama: panorama ?? null, media }) ?? '')
}

/** Of a whole set, by its pictures in their order. */
export const hashSet = (pictureHashes: readonly string[]): string => hashText(pictureHashes.join())

const hashText = (text: string) => createHash('sha256').update(text).digest('hex')

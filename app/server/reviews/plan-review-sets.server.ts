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

/** Sets of one document whose plans are kept. */
const PLANS_MAX = 64
/** A project is the same object as long as its document is kept in memory and nobody edits it. */
const plansOf = new WeakMap<Project, Map<string, readonly ReviewScreen[]>>()

/** The same objects for the same project: visitors look at it again and again. */
export function listReviewScreens(project: Project, set: ReviewSet): readonly ReviewScreen[] {
  const plans = plansOf.get(project) ?? new Map<string, readonly ReviewScreen[]>()
  plansOf.set(project, plans)
  const key = `${set.canvasSizeId} ${set.locale}`
  const screens = plans.get(key) ?? planScreens(project, set)
  plans.delete(key)
  plans.set(key, screens)
  for (const oldest of plans.keys()) {
    if (plans.size <= PLANS_MAX) break
    plans.delete(oldest)
  }
  return screens
}

function planScreens(project: Project, { canvasSizeId, locale }: ReviewSet): ReviewScreen[] {
  return listScreens(project, canvasSizeId).map(({ id, item }, index) => ({
    screenId: id,
    number: index + 1,
    name: item.name,
    drawing: narrowDrawing(planDrawing(project, { canvasSizeId, screenId: id, locale })),
  }))
}

/**
 * Without what these pixels do not depend on: what only the editor shows (names, groups, locks), hidden elements, and the
 * texts and captures of other languages. A text whose size is fitted over all languages keeps them.
 */
function narrowDrawing(drawing: Drawing): Drawing {
  const { screen, locale, fallbackLocale } = drawing
  const narrow = <Value>(byLocale: Readonly<Record<string, Value>>) => {
    const value = byLocale[locale] ?? byLocale[fallbackLocale]
    return value === undefined ? {} : { [locale]: value }
  }
  const elements = Object.entries(screen.elements).flatMap(([id, whole]): [string, Element][] => {
    // A lens may enlarge a hidden frame.
    if (!whole.visible && whole.type !== 'frame') return []
    const element = { ...whole, ...ofEditor }
    if (element.type === 'shape' || (element.type === 'text' && element.fitGroup !== undefined))
      return [[id, element]]
    if (element.type === 'text')
      return [[id, { ...element, contentByLocale: narrow(element.contentByLocale) }]]
    return [[id, { ...element, mediaByLocale: narrow(element.mediaByLocale) } as Element]]
  })
  return {
    ...drawing,
    screen: { ...screen, name: '', order: 'a', groups: undefined, elements: Object.fromEntries(elements) },
  }
}

/** An element's fields that are not drawn; `spans` has done its work when the screen was resolved. */
const ofEditor = {
  ...{ name: '', locked: false },
  ...{ groupId: undefined, spans: undefined, decoration: undefined },
} satisfies Partial<Element>

/** The last one of each drawing, with the pictures that were there. */
const hashesOf = new WeakMap<Drawing, { media: string; hash: string }>()

/** Equal where the pixels are. `hashes`: of the pictures that are there. */
export function hashDrawing(drawing: Drawing, hashes: ReadonlyMap<MediaId, { sha256: string }>): string {
  const { mediaIds, panorama, ...rest } = drawing
  const media = mediaIds.map((mediaId) => [mediaId, hashes.get(mediaId)?.sha256 ?? null])
  const present = JSON.stringify(media)
  const known = hashesOf.get(drawing)
  if (known?.media === present) return known.hash
  const hash = hashText(canonicalize({ ...rest, panorama: panorama ?? null, media }) ?? '')
  hashesOf.set(drawing, { media: present, hash })
  return hash
}

/** Of a whole set, by its pictures in their order. */
export const hashSet = (pictureHashes: readonly string[]): string => hashText(pictureHashes.join())

const hashText = (text: string) => createHash('sha256').update(text).digest('hex')

import { findCanvasSize, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'

/** One text element of a screen with its text in each language. */
export type Caption = {
  /**
   * Identifies the caption in files: its element's id, which stays when screens are renamed or reordered and when the
   * text moves to another screen. Where an id occurs twice, the screen's id is appended.
   */
  key: string
  canvasSizeId: CanvasSizeId
  screenId: ScreenId
  elementId: ElementId
  sizeName: string
  /** 1 for the first screen of the size. */
  screenNumber: number
  screenName: string
  elementName: string
  visible: boolean
  /** Of a linked size: an own text, or one that overrides the master's. */
  isOverriding?: true
  /** A language without an entry shows the source language's text. */
  textByLocale: Readonly<Record<string, string>>
  /** The part of the text in frameit's files: the largest text is the title, the next one the keyword. */
  role: 'title' | 'keyword' | undefined
}

/**
 * Every caption of the project: by size, by screen, from top to bottom. A linked size has those that it does not have from
 * its master.
 */
export function listCaptions(project: Project, canvasSizeIds?: readonly CanvasSizeId[]): Caption[] {
  const found = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize)).flatMap((canvasSizeId) =>
    listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).flatMap(({ id, item }, index) =>
      listScreenCaptions(item, { canvasSizeId, screenId: id, screenNumber: index + 1 }),
    ),
  )
  const counts = new Map<string, number>()
  for (const { elementId, isOverriding } of found)
    if (!isOverriding) counts.set(elementId, (counts.get(elementId) ?? 0) + 1)
  return found
    .map((caption) =>
      caption.isOverriding || (counts.get(caption.elementId) ?? 0) > 1
        ? { ...caption, key: `${caption.elementId}/${caption.screenId}` }
        : caption,
    )
    .filter(({ canvasSizeId }) => canvasSizeIds?.includes(canvasSizeId) ?? true)
}

type Place = Pick<Caption, 'canvasSizeId' | 'screenId' | 'screenNumber'>

function listScreenCaptions(screen: Screen, place: Place): Caption[] {
  const texts = listOrdered<ElementId, Element>(screen.elements)
    .flatMap(({ id, item }) => (item.type === 'text' ? [{ id, item }] : []))
    .sort((a, b) => a.item.y - b.item.y || a.item.x - b.item.x)
  const shown = texts.filter(({ item }) => item.visible)
  const title = shown.toSorted((a, b) => largestSize(b.item) - largestSize(a.item))[0]?.id
  const keyword = shown.find(({ id }) => id !== title)?.id
  const link = readLink(screen)
  const own = link === undefined ? texts : texts.filter(({ id }) => hasOwnText(link.overrides.elements?.[id]))
  return own.map(({ id, item }) => ({
    ...place,
    ...(link === undefined ? {} : { isOverriding: true as const }),
    key: id,
    elementId: id,
    sizeName: findCanvasSize(place.canvasSizeId)?.name ?? place.canvasSizeId,
    screenName: screen.name,
    elementName: item.name,
    visible: item.visible,
    textByLocale: item.contentByLocale,
    role: id === title ? 'title' : id === keyword ? 'keyword' : undefined,
  }))
}

/** The override of an element in a linked size: of its content, or an element of the size's own. */
export const hasOwnText = (override: unknown): boolean =>
  typeof override === 'object' && override !== null && 'contentByLocale' in override

const largestSize = (text: TextElement) => text.fit?.max ?? text.style.size

/** `Today · Headline`, with the number where the screen has no name of its own. */
export function describeCaption(caption: Caption): string {
  const { screenName, screenNumber, elementName } = caption
  const screen = screenName.trim() === '' ? `Screen ${screenNumber}` : screenName
  return elementName.trim() === '' ? screen : `${screen} · ${elementName}`
}

/** The languages of the project in order, the source language first. */
export function listProjectLocales(project: Project): Locale[] {
  return listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id)
}

export const getCaptionText = (caption: Caption, locale: string): string | undefined =>
  Object.hasOwn(caption.textByLocale, locale) ? caption.textByLocale[locale] : undefined

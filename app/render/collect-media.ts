import { findFontMedia } from '#app/document/model/font-media.ts'
import type { ElementId, Locale, MediaId } from '#app/document/model/ids.ts'
import type { Background, Element, Screen, TextElement } from '#app/document/model/schema.ts'
import { parseMarkup } from '#app/document/model/text-markup.ts'
import { findLocalised } from './find-localised.ts'
import { EMOJI_FAMILY } from './fonts.ts'
import { listSigns } from './list-markers.ts'
import type { FontNeed } from './plan-font-files.ts'

/**
 * Every picture and font that drawing needs in this language, each once. Hidden elements are left out, but for a device
 * that a magnifier enlarges.
 */
export function listMediaIds(screen: Screen, locale: Locale, fallbackLocale: Locale): MediaId[] {
  const ids = new Set<MediaId>(listBackgroundMedia(screen.background))
  const enlarged = listEnlarged(screen)
  for (const [id, element] of Object.entries(screen.elements) as [ElementId, Element][]) {
    if (element.type === 'text' && element.visible) addFont(element, ids)
    if (!element.visible && !enlarged.has(id)) continue
    if (element.type !== 'frame' && element.type !== 'image') continue
    const mediaId = findLocalised(element.mediaByLocale, { locale, fallbackLocale })
    if (mediaId !== undefined) ids.add(mediaId)
    if (element.type === 'frame' && element.device.ownFrame !== undefined)
      ids.add(element.device.ownFrame.media)
  }
  return [...ids]
}

function listEnlarged(screen: Screen): ReadonlySet<ElementId> {
  return new Set(
    Object.values<Element>(screen.elements).flatMap((element) =>
      element.type === 'shape' && element.visible && element.lens !== undefined ? [element.lens.frameId] : [],
    ),
  )
}

function addFont({ style }: TextElement, ids: Set<MediaId>): void {
  const media = findFontMedia(style.family)
  if (media !== undefined) ids.add(media)
}

/** The files of fonts that the screen's texts are set in. */
export function listFontMedia(screen: Screen): ReadonlySet<MediaId> {
  const ids = new Set<MediaId>()
  for (const element of Object.values(screen.elements)) if (element.type === 'text') addFont(element, ids)
  return ids
}

export function listBackgroundMedia(background: Background): MediaId[] {
  return background.type === 'image' ? [background.media] : []
}

/** Fonts of the screen's captions in every language, for `loadFonts`. */
export function listFontNeeds(screen: Screen): FontNeed[] {
  return Object.values(screen.elements).flatMap((element) => {
    if (element.type === 'text') return listNeeds(element)
    return element.type === 'shape' && element.emoji !== undefined
      ? [{ family: EMOJI_FAMILY, text: element.emoji }]
      : []
  })
}

function listNeeds({ style: { family, italic, list, hyphenate }, contentByLocale }: TextElement): FontNeed[] {
  const needs = Object.entries(contentByLocale).flatMap(([locale, content]): FontNeed[] => {
    const text = list === undefined ? content : `${content}${listSigns[list]}`
    const upright = { family, text, locale, ...(hyphenate === true ? { isHyphenated: true } : {}) }
    return italic || hasItalic(content) ? [upright, { ...upright, isItalic: true }] : [upright]
  })
  return needs.length === 0 ? [{ family }] : needs
}

function hasItalic(content: string): boolean {
  return content.includes('*') && parseMarkup(content).spans.some(({ marks }) => marks.has('italic'))
}

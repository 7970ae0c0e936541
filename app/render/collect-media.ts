import type { Locale, MediaId } from '#app/document/model/ids.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'
import { parseMarkup } from '#app/document/model/text-markup.ts'
import { findLocalised } from './find-localised.ts'

/** Every picture that `drawScreen` requests in this language, hidden elements left out; each once. */
export function listMediaIds(screen: Screen, locale: Locale, fallbackLocale: Locale): MediaId[] {
  const ids = new Set<MediaId>(listBackgroundMedia(screen.background))
  for (const element of Object.values(screen.elements)) {
    if (!element.visible || (element.type !== 'frame' && element.type !== 'image')) continue
    const mediaId = findLocalised(element.mediaByLocale, { locale, fallbackLocale })
    if (mediaId !== undefined) ids.add(mediaId)
  }
  return [...ids]
}

export function listBackgroundMedia(background: Background): MediaId[] {
  return background.type === 'image' ? [background.media] : []
}

/** Fonts of the screen's captions in any language, for `loadFonts`: families, and `… italic` where text is italic. */
export function listFontFamilies(screen: Screen): string[] {
  const families = new Set<string>()
  for (const element of Object.values(screen.elements)) {
    if (element.type !== 'text') continue
    families.add(element.style.family)
    if (Object.values(element.contentByLocale).some(hasItalic)) families.add(`${element.style.family} italic`)
  }
  return [...families]
}

function hasItalic(content: string): boolean {
  return content.includes('*') && parseMarkup(content).spans.some(({ marks }) => marks.has('italic'))
}

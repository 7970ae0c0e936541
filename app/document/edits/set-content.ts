import { cutText } from '../model/cut-text.ts'
import type { Locale, MediaId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { type ElementRef, editElements } from './edit-screen.ts'

export const longestCaption = 10_000

/** Sets the text of a text element in one language; `undefined` removes it, and the source language's is shown. */
export function setCaption(
  project: Project,
  ref: ElementRef & { locale: Locale; content: string | undefined },
): Project {
  const { locale } = ref
  return editElements(project, { ...ref, elementIds: [ref.elementId] }, (element) => {
    if (element.type !== 'text' || element.contentByLocale[locale] === ref.content) return element
    const { [locale]: _removed, ...others } = element.contentByLocale
    if (ref.content === undefined) return { ...element, contentByLocale: others }
    const content = cutText(ref.content, longestCaption)
    return { ...element, contentByLocale: { ...element.contentByLocale, [locale]: content } }
  })
}

/** Sets the picture of a frame or image in one language; `undefined` empties it. */
export function setCapture(
  project: Project,
  ref: ElementRef & { locale: Locale; mediaId: MediaId | undefined },
): Project {
  const { locale, mediaId } = ref
  return editElements(project, { ...ref, elementIds: [ref.elementId] }, (element) => {
    if (element.type !== 'frame' && element.type !== 'image') return element
    if (element.mediaByLocale[locale] === mediaId) return element
    const { [locale]: _replaced, ...others } = element.mediaByLocale
    return { ...element, mediaByLocale: mediaId === undefined ? others : { ...others, [locale]: mediaId } }
  })
}

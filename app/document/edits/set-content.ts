import { cutText } from '../model/cut-text.ts'
import type { Locale, MediaId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { type ElementRef, editElements } from './edit-screen.ts'

const longestCaption = 10_000

/** Sets the text of a text element in one language. */
export function setCaption(project: Project, ref: ElementRef & { locale: Locale; content: string }): Project {
  return editElements(project, { ...ref, elementIds: [ref.elementId] }, (element) => {
    if (element.type !== 'text' || element.contentByLocale[ref.locale] === ref.content) return element
    const content = cutText(ref.content, longestCaption)
    return { ...element, contentByLocale: { ...element.contentByLocale, [ref.locale]: content } }
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

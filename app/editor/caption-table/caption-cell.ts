import { type Caption, getCaptionText } from '#app/captions/captions.ts'
import { repairText } from '#app/captions/text-encoding.ts'
import { mergeTyped } from '#app/document/changes/merge-text.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'

export type CellMark = 'untranslated' | 'same' | 'overflow'

export const markLabels: Readonly<Record<CellMark, string>> = {
  untranslated: 'Not translated',
  same: 'Same as the source',
  overflow: 'Does not fit its box',
}

/** The sizes that a cell's text is drawn beyond its box or the canvas in, by name; none where it fits. */
export type FindOverflow = (caption: Caption, locale: Locale) => readonly string[]

/** Names the sizes where it is not the caption's own alone that the text does not fit. */
export function describeMark(mark: CellMark, { sizeName }: Caption, sizes: readonly string[]): string {
  const label = markLabels[mark]
  const isElsewhere = mark === 'overflow' && sizes.some((name) => name !== sizeName)
  return isElsewhere ? `${label}: ${sizes.join(', ')}` : label
}

/** Of the text alone; whether it fits must be measured. A text without letters needs no translation. */
export function markCell(caption: Caption, locale: Locale, source: Locale): CellMark | undefined {
  if (locale === source) return undefined
  const original = getCaptionText(caption, source) ?? ''
  if (!/\p{L}/u.test(original)) return undefined
  const text = getCaptionText(caption, locale)
  if (text === undefined) return 'untranslated'
  return text.trim() === original.trim() ? 'same' : undefined
}

/** `before`: the text over which this one was typed; what others wrote there meanwhile is merged. */
export type CellText = { caption: Caption; locale: Locale; text: string; before?: string }

/**
 * Writes texts into cells. An emptied cell of another language than the source has no text of its own any more, and
 * shows the source's; that of the source language is empty.
 */
export function setCells(project: Project, texts: readonly CellText[], source: Locale): Project {
  return texts.reduce((draft, { caption, locale, text: typed, before }) => {
    const { canvasSizeId, screenId, elementId } = caption
    const now = draft.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[elementId]
    const theirs = now?.type === 'text' ? now.contentByLocale[locale] : undefined
    const text = mergeTyped(before, theirs, typed)
    const content = text === '' && locale !== source ? undefined : repairText(text)
    // A cell without a text stays without one.
    if (text === '' && getCaptionText(caption, locale) === undefined) return draft
    return setCaption(draft, { canvasSizeId, screenId, elementId, locale, content })
  }, project)
}

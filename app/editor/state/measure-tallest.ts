import { estimateTextHeight } from '#app/document/edits/estimate-text-height.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import type { EditorController } from './editor-controller.ts'

/** The height of the language that needs most. */
export function measureTallest(
  { measureBox, languages }: Pick<EditorController, 'measureBox' | 'languages'>,
  text: TextElement,
): number {
  const { locale } = languages()
  const contents = Object.values(text.contentByLocale)
  if (contents.length === 0) return estimateTextHeight(text)
  const heights = contents.map((content) => {
    const alone = { ...text, contentByLocale: { [locale]: content } }
    return measureBox(alone).height
  })
  return Math.max(...heights)
}

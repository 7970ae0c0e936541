import { diff3Merge } from 'node-diff3'

/**
 * Merges two edits of one text by words. Where both changed the same words, the later side's words stay and the result
 * is not `clean`.
 */
export function mergeText(base: string, earlier: string, later: string): { merged: string; clean: boolean } {
  const regions = diff3Merge(splitWords(earlier), splitWords(base), splitWords(later), {
    excludeFalseConflicts: true,
  })
  let merged = ''
  let clean = true
  for (const region of regions) {
    if (region.ok !== undefined) {
      merged += region.ok.join('')
    } else if (region.conflict !== undefined) {
      clean = false
      merged += region.conflict.b.join('')
    }
  }
  return { merged, clean }
}

/** Words, runs of white space and single other characters; joined again they are the text. */
function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}'’]+|\s+|[\s\S]/gu) ?? []
}

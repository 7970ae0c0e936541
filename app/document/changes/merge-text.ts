import { diff3Merge } from 'node-diff3'

/**
 * Merges two edits of one text by words. Where both changed the same words, the later side's stay (`both`: those of the two,
 * one after the other) and the result is not `clean`.
 */
export function mergeText(
  base: string,
  earlier: string,
  later: string,
  kept: 'later' | 'both' = 'later',
): { merged: string; clean: boolean } {
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
      const [left, right] = [region.conflict.a.join(''), region.conflict.b.join('')]
      merged += kept === 'later' ? right : join(left, right)
    }
  }
  return { merged, clean }
}

const join = (left: string, right: string): string =>
  /\S$/.test(left) && /^\S/.test(right) ? `${left} ${right}` : left + right

/** Words, runs of white space and single other characters; joined again they are the text. */
function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}'’]+|\s+|[\s\S]/gu) ?? []
}

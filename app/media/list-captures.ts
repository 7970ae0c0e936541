import type { Capture } from '#app/document/edits/plan-captures.ts'
import { findFileLocale } from '#app/document/model/file-locale.ts'
import { describeRefusal } from './describe-refusal.ts'
import type { Refused } from './gather-refusals.ts'
import type { ImportResult } from './import-result.ts'
import type { Incoming } from './incoming-files.ts'

/**
 * The results of an import, file by file in the order of `incoming`: captures with the language of their directory, and
 * the sentences for the user.
 */
export function listCaptures(
  incoming: Incoming,
  results: readonly ImportResult[],
): { captures: readonly Capture[]; refused: readonly Refused[]; cancelledCount: number } {
  const captures = results.flatMap((result, index): Capture[] => {
    if (result.kind !== 'imported') return []
    const { mediaId, width, height, fileName } = result
    const inLocale = findFileLocale(incoming.files[index]?.path ?? '')
    return [
      {
        mediaId,
        widthPx: width,
        heightPx: height,
        name: fileName,
        ...(inLocale === undefined ? {} : { inLocale }),
      },
    ]
  })
  return {
    captures,
    refused: [...listRefused(results), ...listUnreadable(incoming)],
    cancelledCount: results.filter(({ kind }) => kind === 'cancelled').length,
  }
}

export function listRefused(results: readonly ImportResult[]): readonly Refused[] {
  return results.flatMap((result) => {
    if (result.kind !== 'refused') return []
    const { kind: _kind, ...refused } = result
    return [refused]
  })
}

export function listUnreadable({ unreadable }: Incoming): readonly Refused[] {
  return unreadable.map((fileName) => ({
    fileName,
    message: describeRefusal(fileName, { kind: 'unreadable' }),
  }))
}

import { describeRefusal } from './describe-refusal.ts'
import type { Refused } from './gather-refusals.ts'
import type { ImportResult } from './import-result.ts'
import type { Incoming } from './incoming-files.ts'

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

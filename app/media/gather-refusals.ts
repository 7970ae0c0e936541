import { listNames } from '#app/document/model/list-names.ts'
import type { ImportResult } from './import-result.ts'

export type Refused = Omit<Extract<ImportResult, { kind: 'refused' }>, 'kind'>

/** Sentences for a report. Files with the same reason share one sentence, because the remedy is the same. */
export function listRefusals(refused: readonly Refused[]): readonly string[] {
  const full = refused.filter(({ isFull }) => isFull)
  const others = gatherByReason(refused.filter(({ isFull }) => !isFull))
  if (full.length === 0) return others
  return [describeFull(full.map(({ fileName }) => fileName)), ...others]
}

function gatherByReason(refused: readonly Refused[]): readonly string[] {
  const byReason = new Map<string, Refused[]>()
  for (const one of refused) {
    const start = `“${one.fileName}” `
    const reason = one.message.startsWith(start) ? one.message.slice(start.length) : one.message
    byReason.set(reason, [...(byReason.get(reason) ?? []), one])
  }
  return [...byReason].map(([reason, same]) => {
    const [only] = same
    if (same.length === 1 && only !== undefined) return only.message
    return `${listNames(same.map(({ fileName }) => fileName))} could not be used. Each ${reason}`
  })
}

/** `No room on this device for 4 files`: the reason where all have the same, else the number alone. */
export function summariseRefusals(refused: readonly Refused[]): string {
  const files = refused.length === 1 ? '1 file' : `${refused.length} files`
  return refused.every(({ isFull }) => isFull)
    ? `no room on this device for ${files}`
    : `${files} could not be used`
}

function describeFull(fileNames: readonly string[]): string {
  const [are, them] = fileNames.length === 1 ? ['was', 'it'] : ['were', 'them']
  return `${listNames(fileNames)} ${are} not added, because this device has no room left for ${them}. Everything added before is safe: free some space or delete projects you no longer need, then add ${them} again.`
}

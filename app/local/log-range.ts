/** The rows of one project's log after a number, for the index `byProjectSeq`. */
export function planLogRange(projectId: string, afterSeq = -1): IDBKeyRange {
  const [lower, upper] = [
    [projectId, afterSeq],
    [projectId, Number.POSITIVE_INFINITY],
  ]
  // Where there is no IndexedDB there is its twin in memory, which reads the same fields.
  if (typeof IDBKeyRange === 'undefined')
    return { lower, upper, lowerOpen: true, upperOpen: false, includes: () => false }
  return IDBKeyRange.bound(lower, upper, true)
}

/** A picture made very small: red, green and blue of each cell, row by row, 0 to 255. Looks of one kind have one length. */
export type Look = readonly number[]

/** The mean difference of a channel up to which two captures may show the same screen of an app. */
const alikeAtMost = 14
/** A match is taken only where the next best one is this much further away: two lists of an app are much alike. */
const clearBy = 0.6
/** Less contrast than this says nothing: every empty screen looks like every other. */
const leastContrast = 8

/** How far apart two looks are: the mean difference of a channel. */
export function measureDifference(a: Look, b: Look): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}

/** `true` for a picture of hardly more than one colour. */
export function isPlainLook(look: Look): boolean {
  const variances = [0, 1, 2].map((channel) => {
    const values = look.filter((_, at) => at % 3 === channel)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  })
  return Math.sqrt(Math.max(...variances)) < leastContrast
}

/**
 * For each file the capture that it is a new take of: where both are the nearest to each other, near enough, and nothing
 * else is nearly as near. A file without such a capture has no entry.
 */
export function matchLooks<File, Capture>(
  files: readonly { id: File; look: Look }[],
  captures: readonly { id: Capture; look: Look }[],
): ReadonlyMap<File, Capture> {
  const distances = files.map(({ look }) => captures.map((capture) => measureDifference(look, capture.look)))
  const matches = new Map<File, Capture>()
  for (const [row, file] of files.entries()) {
    for (const [column, capture] of captures.entries()) {
      const distance = distances[row]?.[column] ?? Number.POSITIVE_INFINITY
      const others = [
        ...(distances[row] ?? []).filter((_, at) => at !== column),
        ...distances.map((each) => each[column] ?? Number.POSITIVE_INFINITY).filter((_, at) => at !== row),
      ]
      const next = Math.min(Number.POSITIVE_INFINITY, ...others)
      if (distance <= alikeAtMost && distance <= next * clearBy) matches.set(file.id, capture.id)
    }
  }
  return matches
}

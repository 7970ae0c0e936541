/** Time and chance are handed in, so that tests own them. */
export interface Time {
  nowMs(): number
  /** Runs once after the delay; the returned function takes it back. */
  schedule(delayMs: number, run: () => void): () => void
}

/** A number in [0, 1). */
export type Random = () => number

/** Time and chance are ports, so that tests control them. */
export interface Time {
  nowMs(): number
  /** Runs once after the delay; the returned function cancels it. */
  schedule(delayMs: number, run: () => void): () => void
}

/** A number in [0, 1). */
export type Random = () => number

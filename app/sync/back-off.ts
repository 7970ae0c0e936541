import type { Random } from './time.ts'

const FIRST_MS = 500
const LONGEST_MS = 60_000

/** Full jitter: anywhere between nothing and a ceiling that doubles with every failure in a row (1 = the first). */
export function planRetryDelayMs(failures: number, random: Random): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (Math.max(1, failures) - 1))
  return Math.round(random() * ceilingMs)
}

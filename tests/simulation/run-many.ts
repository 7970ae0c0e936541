import type { Violation } from './observer.ts'
import { runSeed } from './run-seed.ts'
import { shrink } from './shrink.ts'

/** Throws at the first seed that violates an invariant, with the smallest run of it that was found. */
export async function runMany({ from, count }: { from: number; count: number }): Promise<void> {
  for (let seed = from; seed < from + count; seed += 1) {
    const { violation } = await runSeed(seed)
    if (violation === undefined) continue
    throw new Error(`Seed ${seed} broke a promise, ${await describeShrunk(seed, violation)}`)
  }
}

/** The smallest run that still breaks it, and the line that keeps it; minutes of work. */
export async function describeShrunk(seed: number, violation: Violation): Promise<string> {
  const shrunk = await shrink(seed, violation)
  const kept = JSON.stringify({ seed, why: shrunk.violation.rule, without: shrunk.without })
  return `shrunk to ${shrunk.stepCount} steps: ${shrunk.violation.message}\nFor kept-seeds.json: ${kept}`
}

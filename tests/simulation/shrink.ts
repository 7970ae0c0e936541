import type { Violation } from './observer.ts'
import { planRun, stepKinds, type Without } from './plan-run.ts'
import { runSeed } from './run-seed.ts'
import { networkFaults } from './sim-network.ts'

export type Shrunk = { without: Without; violation: Violation; stepCount: number }

const MAX_RUNS = 250

/** The smallest run found that still violates the same invariant: fewer devices, kinds of faults and steps. */
export async function shrink(seed: number, first: Violation): Promise<Shrunk> {
  let without: Without = {}
  let violation = first
  let runs = 0

  async function tryWithout(next: Without): Promise<boolean> {
    if (runs >= MAX_RUNS) return false
    runs += 1
    const result = await runSeed(seed, { without: next })
    if (result.violation?.rule !== first.rule) return false
    without = next
    violation = result.violation
    return true
  }

  const { deviceCount, maxTabs } = planRun(seed)
  for (let count = 1; count < deviceCount; count += 1) {
    if (await tryWithout({ ...without, deviceCount: count })) break
  }
  if (maxTabs > 1) await tryWithout({ ...without, maxTabs: 1 })
  await tryWithout({ ...without, smallBatches: true })
  for (const fault of networkFaults) {
    await tryWithout({ ...without, faults: [...(without.faults ?? []), fault] })
  }
  for (const kind of stepKinds) await tryWithout({ ...without, kinds: [...(without.kinds ?? []), kind] })
  for (
    let size = Math.ceil(planRun(seed, without).steps.length / 2);
    size >= 1;
    size = Math.floor(size / 2)
  ) {
    await dropRuns(size)
  }

  /** Removes this many consecutive steps, wherever the violation stays, from the last to the first. */
  async function dropRuns(size: number): Promise<void> {
    const indices = planRun(seed, without).steps.map(({ index }) => index)
    for (let at = indices.length; at > 0; at -= size) {
      const dropped = indices.slice(Math.max(0, at - size), at)
      await tryWithout({ ...without, steps: [...(without.steps ?? []), ...dropped] })
    }
  }

  return { without, violation, stepCount: planRun(seed, without).steps.length }
}

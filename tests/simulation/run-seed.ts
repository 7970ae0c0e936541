import { checkEnd } from './check-end.ts'
import { type Mutant, noMutant } from './mutant.ts'
import type { Violation } from './observer.ts'
import { planRun, type Without } from './plan-run.ts'
import { createWorld } from './world.ts'

export type RunResult = {
  seed: number
  violation: Violation | undefined
  /** A hash over all events, in order. */
  digest: string
  eventCount: number
  editCount: number
  conflictCount: number
  requestCount: number
  trace: readonly string[]
}

/** One whole run: devices edit, faults happen, faults end, and nothing may be lost. */
export async function runSeed(
  seed: number,
  options: { without?: Without; mutant?: Mutant; isTraced?: boolean } = {},
): Promise<RunResult> {
  const world = createWorld(
    planRun(seed, options.without),
    options.mutant ?? noMutant,
    options.isTraced === true,
  )
  try {
    await world.play()
    if (!world.observer.hasFailed()) await checkEnd(world)
  } catch (error) {
    world.observer.fail(
      'the simulation runs',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
  }
  const { observer } = world
  return {
    seed,
    violation: observer.findViolation(),
    eventCount: observer.countEvents(),
    editCount: observer.saved.size,
    conflictCount: observer.records.length,
    requestCount: observer.countRequests(),
    trace: observer.trace,
    digest: observer.digest(),
  }
}

import { describeShrunk } from './run-many.ts'
import { runSeed } from './run-seed.ts'

/** A process of `npm run simulate`: runs its share of the seeds and reports the results. */
type Range = { from: number; to: number; step: number }

const REPORT_EVERY = 20

async function work({ from, to, step }: Range): Promise<void> {
  const shrunkRules = new Set<string>()
  let counts = { seeds: 0, edits: 0, conflicts: 0, requests: 0 }
  for (let seed = from; seed < to; seed += step) {
    const result = await runSeed(seed)
    counts = {
      seeds: counts.seeds + 1,
      edits: counts.edits + result.editCount,
      conflicts: counts.conflicts + result.conflictCount,
      requests: counts.requests + result.requestCount,
    }
    if (result.violation !== undefined) {
      const { rule, message } = result.violation
      process.send?.({ kind: 'failure', seed, rule, detail: message.slice(0, 400) })
      // One of each invariant: the others most often have the same cause.
      if (!shrunkRules.has(rule)) {
        shrunkRules.add(rule)
        const text = await describeShrunk(seed, result.violation)
        process.send?.({ kind: 'shrunk', text: `seed ${seed}, ${text}` })
      }
    }
    if (counts.seeds < REPORT_EVERY && seed + step < to) continue
    process.send?.({ kind: 'counts', ...counts })
    counts = { seeds: 0, edits: 0, conflicts: 0, requests: 0 }
  }
}

if (process.argv[2] === 'show') {
  const shown = await runSeed(Number(process.argv[3]), { isTraced: true })
  console.log(shown.trace.join('\n'))
  console.log(shown.violation?.message ?? 'every promise was kept')
} else {
  await work(JSON.parse(process.argv[2] ?? '{}') as Range)
  process.disconnect?.()
}

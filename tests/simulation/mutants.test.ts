import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { runSeed } from './run-seed.ts'

const MOST_SEEDS = 400
const caught = new Map<string, string>()

test.each(mutants)('the simulation finds it: $name', async (mutant) => {
  const { firstSeed = 0 } = mutant
  for (let seed = firstSeed; seed < firstSeed + MOST_SEEDS; seed += 1) {
    const { violation } = await runSeed(seed, { mutant })
    if (violation === undefined) continue
    const withoutIt = await runSeed(seed)
    expect(withoutIt.violation, `seed ${seed} fails without it as well`).toBeUndefined()
    caught.set(mutant.name, `found by seed ${seed}: ${violation.rule}`)
    return
  }
  expect.fail(`${MOST_SEEDS} seeds did not find it.`)
})

test('every planted bug is named with what found it', () => {
  console.log(mutants.map(({ name }) => `${name}: ${caught.get(name) ?? 'not found'}`).join('\n'))
  console.log(`${caught.size} of ${mutants.length} planted bugs found`)
  expect(caught.size).toBe(mutants.length)
  expect(mutants.length).toBeGreaterThanOrEqual(15)
})

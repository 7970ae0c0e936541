import { expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { Mutant } from './mutant.ts'
import { mutants } from './mutants.ts'
import { runSeed } from './run-seed.ts'

/** Tolerance for changes of the simulation that shift a run by a few seeds. */
const SEEDS_OF_THE_GATE = 20
const SEEDS_OF_THE_NIGHT = 2_000
const caught = new Map<string, string>()

const chooseSeeds = ({ firstSeed, rareFrom = 0 }: Mutant) =>
  isNightly ? { from: rareFrom, count: SEEDS_OF_THE_NIGHT } : { from: firstSeed, count: SEEDS_OF_THE_GATE }

test.each(mutants)('the simulation detects: $name', async (mutant) => {
  const { from, count } = chooseSeeds(mutant)
  for (let seed = from; seed < from + count; seed += 1) {
    const { violation } = await runSeed(seed, { mutant })
    if (violation === undefined) continue
    const withoutIt = await runSeed(seed)
    expect(withoutIt.violation, `seed ${seed} fails without it as well`).toBeUndefined()
    caught.set(mutant.name, `found by seed ${seed}: ${violation.rule}`)
    return
  }
  expect.fail(
    `Seeds ${from} to ${from + count - 1} did not find it. When the simulation has changed, search from 0 with ` +
      '`NIGHTLY=1 npx vitest run --project simulation mutants` and write the seed it names into firstSeed.',
  )
})

test('every planted bug is listed with the invariant that detects it', () => {
  console.log(mutants.map(({ name }) => `${name}: ${caught.get(name) ?? 'not found'}`).join('\n'))
  console.log(`${caught.size} of ${mutants.length} planted bugs found`)
  expect(caught.size).toBe(mutants.length)
  expect(mutants.length).toBeGreaterThanOrEqual(15)
})

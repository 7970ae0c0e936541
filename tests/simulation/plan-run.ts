import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'
import { type Chance, createChance } from './random.ts'
import { type NetworkFault, networkFaults } from './sim-network.ts'

export const stepKinds = [
  'edit',
  'create',
  'delete',
  'undelete',
  'wait',
  'wait-long',
  'kill-tab',
  'kill-in-commit',
  'kill-browser',
  'lose-power',
  'close-tab',
  'open-tab',
  'freeze-tab',
  'thaw-tab',
  'go-offline',
  'go-online',
  'crash-server',
  'back-up',
  'restore-backup',
  'expire-session',
  'sign-in',
  'switch-account',
  'fill-disk',
  'free-disk',
  'evict',
  'sync-now',
  'grow-too-large',
  'decide',
  'jump-clock',
] as const
export type StepKind = (typeof stepKinds)[number]

/** `together`: begins before the previous step is complete. */
export type Step = { index: number; kind: StepKind; delayMs: number; together: boolean }

export type RunPlan = {
  seed: number
  deviceCount: number
  maxTabs: number
  accountCount: number
  policy: ConflictPolicy
  hasLocks: boolean
  isStale: boolean
  faults: readonly NetworkFault[]
  faultShare: number
  pageBytes: number
  /** Few projects fit into a request, so that the next one is prepared while one is in flight. */
  batchCharacters: number
  steps: readonly Step[]
}

const manyCharacters = 1_000_000
const batchSizes = [1_500, 6_000, manyCharacters, manyCharacters]

/** The plan of a seed. `without` removes parts, to find out which of them a failure needs. */
export type Without = {
  steps?: readonly number[]
  kinds?: readonly StepKind[]
  faults?: readonly NetworkFault[]
  deviceCount?: number
  maxTabs?: number
  /** Everything fits into one request. */
  smallBatches?: true
}

export function planRun(seed: number, without: Without = {}): RunPlan {
  const chance = createChance('plan', seed)
  const isCalm = chance.is(0.4)
  const deviceCount = chance.pick([1, 2, 2, 2, 3, 3, 4, 5])
  const maxTabs = chance.pick([1, 1, 2, 2, 3])
  const weights = planWeights(chance, isCalm)
  const stepCount = 10 + chance.below(40)
  const policy = chance.is(0.55) ? 'merge' : chance.pick(['client-wins', 'server-wins', 'ask'] as const)
  const faults = networkFaults.filter(() => chance.is(isCalm ? 0.3 : 0.7))
  const plan: RunPlan = {
    seed,
    deviceCount,
    maxTabs,
    accountCount: weights['switch-account'] > 0 ? 2 : 1,
    policy,
    hasLocks: chance.is(0.85),
    isStale: chance.is(0.25),
    faults,
    faultShare: chance.pick([0, 0.05, 0.15, 0.4]),
    pageBytes: chance.pick([3_000, 20_000, 1_000_000, 1_000_000]),
    // From a random stream of its own: older seeds give the same run otherwise.
    batchCharacters:
      without.smallBatches === true ? manyCharacters : createChance('batch', seed).pick(batchSizes),
    steps: Array.from({ length: stepCount }, (_, index) => planStep(seed, index, weights)),
  }
  return {
    ...plan,
    deviceCount: Math.min(plan.deviceCount, without.deviceCount ?? plan.deviceCount),
    maxTabs: Math.min(plan.maxTabs, without.maxTabs ?? plan.maxTabs),
    faults: plan.faults.filter((fault) => without.faults?.includes(fault) !== true),
    steps: plan.steps.filter(
      ({ index, kind }) => without.steps?.includes(index) !== true && without.kinds?.includes(kind) !== true,
    ),
  }
}

type Weights = Record<StepKind, number>

/** Each run has its own mix: most have a few kinds of faults and no run has all. */
function planWeights(chance: Chance, isCalm: boolean): Weights {
  const sometimes = (share: number, weight: number) => (chance.is(share) ? weight : 0)
  const loadError = (share: number, weight: number) => (isCalm ? 0 : sometimes(share, weight))
  const offline = sometimes(0.6, 6)
  const frozen = sometimes(0.3, 3)
  const full = loadError(0.25, 3)
  const sessions = sometimes(0.3, 3)
  return {
    edit: 50,
    create: 6,
    delete: sometimes(0.6, 4),
    undelete: sometimes(0.4, 3),
    wait: 12,
    'wait-long': 3,
    'kill-tab': sometimes(0.5, 4),
    'kill-in-commit': sometimes(0.5, 6),
    'kill-browser': sometimes(0.4, 3),
    'lose-power': loadError(0.2, 3),
    'close-tab': sometimes(0.5, 3),
    'open-tab': 8,
    'freeze-tab': frozen,
    'thaw-tab': frozen,
    'go-offline': offline,
    'go-online': offline,
    'crash-server': sometimes(0.4, 5),
    'back-up': 2,
    'restore-backup': loadError(0.2, 2),
    'expire-session': sessions,
    'sign-in': sessions,
    'switch-account': sometimes(0.15, 4),
    'fill-disk': full,
    'free-disk': full,
    evict: loadError(0.15, 2),
    'sync-now': 4,
    'grow-too-large': sometimes(0.1, 2),
    decide: 4,
    'jump-clock': 2,
  }
}

function planStep(seed: number, index: number, weights: Weights): Step {
  const chance = createChance('step', seed, index)
  const total = stepKinds.reduce((sum, kind) => sum + weights[kind], 0)
  let at = chance.next() * total
  const kind = stepKinds.find((each) => {
    at -= weights[each]
    return at < 0
  })
  const delayMs = chance.is(0.4) ? 0 : chance.is(0.8) ? chance.below(1_500) : chance.below(20_000)
  return { index, kind: kind ?? 'wait', delayMs, together: chance.is(0.25) }
}

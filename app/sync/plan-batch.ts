import type { ProjectId } from '#app/document/ids.ts'
import { planPush } from './plan-push.ts'
import type { HashText } from './ports.ts'
import type { SealedPush, SealPlan, SyncStore, Waiting } from './sync-store.ts'

/** About how much JSON one request carries; a single push may be larger. */
export const BATCH_CHARACTERS = 1_000_000

export type BatchPlan = {
  plans: readonly SealPlan[]
  /** More is waiting than fits. */
  isFull: boolean
}

export type PlanBatchContext = {
  store: Pick<SyncStore, 'listWaiting' | 'readForSync' | 'dropWaiting'>
  hash: HashText
  isPulled: boolean
  /** Already on its way, or answered in this round. */
  isExcluded: (projectId: ProjectId) => boolean
  room: { pushes: number; characters: number }
  /** There is nothing that could be sent of it now; the generation says until when. */
  onUnsendable: (waiting: Waiting) => void
}

/** So many projects are read at a time: the disk and the hashing work side by side. */
const READ_AT_ONCE = 8

/** What waits, oldest first, as many as one request takes. */
export async function planBatch(context: PlanBatchContext): Promise<BatchPlan> {
  const { store, room, isExcluded } = context
  const waiting = (await store.listWaiting()).filter(({ projectId }) => !isExcluded(projectId))
  const plans: SealPlan[] = []
  let characters = 0
  for (let at = 0; at < waiting.length; at += READ_AT_ONCE) {
    const group = waiting.slice(at, at + READ_AT_ONCE)
    for (const planned of await Promise.all(group.map((entry) => planOne(context, entry)))) {
      if (planned === undefined) continue
      const isTooMuch = characters + planned.sizeCharacters > room.characters && plans.length > 0
      if (isTooMuch || plans.length >= room.pushes) return { plans, isFull: true }
      plans.push(planned.plan)
      characters += planned.sizeCharacters
    }
  }
  return { plans, isFull: false }
}

async function planOne({ store, hash, isPulled, onUnsendable }: PlanBatchContext, waiting: Waiting) {
  const read = await store.readForSync(waiting.projectId)
  if (read === undefined) {
    await store.dropWaiting(waiting)
    return undefined
  }
  const planned = await planPush(read, { hash, isPulled })
  if (planned.kind === 'push') return planned
  if (planned.kind === 'nothing') {
    await store.dropWaiting({ projectId: read.projectId, generation: read.generation })
  } else {
    onUnsendable(waiting)
  }
  return undefined
}

/** The first of the sealed pushes, in the order of their numbers, as many as one request takes. */
export function takeFirst(sealed: readonly SealedPush[], room: { pushes: number; characters: number }) {
  const taken: SealedPush[] = []
  let characters = 0
  for (const push of sealed) {
    characters += measurePush(push)
    if (taken.length >= room.pushes || (characters > room.characters && taken.length > 0)) break
    taken.push(push)
  }
  return { taken, characters: Math.min(characters, room.characters) }
}

const measured = new WeakMap<SealedPush, number>()

function measurePush(sealed: SealedPush): number {
  const known = measured.get(sealed)
  if (known !== undefined) return known
  const length = JSON.stringify(sealed.push).length
  measured.set(sealed, length)
  return length
}

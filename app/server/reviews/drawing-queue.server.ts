import { BusyError } from '../http/busy-error.server.ts'

/** Drawn and waiting together: about a minute of drawing. Who comes then is told to come back. */
export const MAX_PLACES = 64
/** Of one account: links that many people open leave places to those of others. */
export const MAX_PLACES_OF_ONE = 32
const RETRY_AFTER_SECONDS = 10

export type DrawingQueue = <T>(scope: string, work: () => Promise<T>) => Promise<T>

/**
 * One work at a time, in the order they came: what waits holds nothing but its place.
 *
 * @throws BusyError when all places are taken, or all that one scope may have.
 */
export function createDrawingQueue(): DrawingQueue {
  const places = new Map<string, number>()
  let taken = 0
  let last: Promise<unknown> = Promise.resolve()

  function leave(scope: string): void {
    taken -= 1
    const left = (places.get(scope) ?? 0) - 1
    if (left > 0) places.set(scope, left)
    else places.delete(scope)
  }

  return async (scope, work) => {
    const ofScope = places.get(scope) ?? 0
    if (taken >= MAX_PLACES || ofScope >= MAX_PLACES_OF_ONE) throw new BusyError(RETRY_AFTER_SECONDS)
    taken += 1
    places.set(scope, ofScope + 1)
    const working = last.then(work).finally(() => leave(scope))
    last = working.catch(() => undefined)
    return working
  }
}

import { useSyncExternalStore } from 'react'
import type { Observable } from './observable.ts'

/** Renders when the observable changes. */
export function useObservable<Value>(observable: Observable<Value>): Value
/**
 * For an observable that may be absent at first; `otherwise` must be the same value at every render and is used on the
 * server.
 */
export function useObservable<Value>(observable: Observable<Value> | undefined, otherwise: Value): Value
export function useObservable<Value>(
  observable: Observable<Value> | undefined,
  otherwise?: Value,
): Value | undefined {
  const read = observable?.get ?? (() => otherwise)
  return useSyncExternalStore(
    observable?.subscribe ?? subscribeToNothing,
    read,
    otherwise === undefined ? read : () => otherwise,
  )
}

const subscribeToNothing = () => () => undefined

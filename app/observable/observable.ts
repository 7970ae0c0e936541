import type { Store } from '#app/sync/status.ts'

export interface ValueStore<Value> extends Store<Value> {
  set(value: Value): void
}

/** A value that tells its listeners when it changes; an equal value (`===` unless told otherwise) is not a change. */
export function createValueStore<Value>(
  initial: Value,
  isEqual: (a: Value, b: Value) => boolean = Object.is,
): ValueStore<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (isEqual(value, next)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

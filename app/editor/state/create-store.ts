import type { EditorStore } from '../ports/session.ts'

export interface WritableStore<Value> extends EditorStore<Value> {
  set(value: Value): void
}

/** A value outside React. Setting the same value (`===`) tells nobody. */
export function createStore<Value>(initial: Value): WritableStore<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

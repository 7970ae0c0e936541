/** A value to watch, made for React's useSyncExternalStore. */
export interface Observable<Value> {
  get(): Value
  /** Calls the listener after every change; returns the function that unsubscribes it. */
  subscribe(listener: () => void): () => void
}

export interface WritableObservable<Value> extends Observable<Value> {
  set(value: Value): void
}

/** Notifies its listeners when the value changes; an equal value (`===`, or the given comparison) is not a change. */
export function createObservable<Value>(
  initial: Value,
  isEqual: (a: Value, b: Value) => boolean = Object.is,
): WritableObservable<Value> {
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

/** One value computed from others; the same object while its JSON is the same, as useSyncExternalStore requires. */
export function combineObservables<Value>(
  sources: ReadonlyArray<Pick<Observable<unknown>, 'subscribe'>>,
  read: () => Value,
): Observable<Value> {
  let last: { value: Value; text: string } | undefined
  return {
    get() {
      const value = read()
      const text = JSON.stringify(value)
      if (last?.text !== text) last = { value, text }
      return last.value
    },
    subscribe(listener) {
      const ends = sources.map((source) => source.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

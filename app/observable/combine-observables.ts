import type { Store } from '#app/sync/status.ts'

type Watched = Pick<Store<unknown>, 'subscribe'>

/** One value made of others, the same object while it says the same: what React's useSyncExternalStore asks for. */
export function combineStores<Value>(stores: readonly Watched[], read: () => Value): Store<Value> {
  let last: { value: Value; text: string } | undefined
  return {
    get() {
      const value = read()
      const text = JSON.stringify(value)
      if (last?.text !== text) last = { value, text }
      return last.value
    },
    subscribe(listener) {
      const ends = stores.map((store) => store.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

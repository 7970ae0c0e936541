import { useSyncExternalStore } from 'react'

const subscribe = () => () => undefined

/**
 * False on the server, in the first client render and for ever without JavaScript: what is rendered then must work as
 * plain HTML. True afterwards.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}

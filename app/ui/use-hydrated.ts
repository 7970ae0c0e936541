import { useSyncExternalStore } from 'react'

const subscribe = () => () => undefined

/**
 * False on the server, in the first client render and always without JavaScript: the HTML rendered then must work by
 * itself. True afterwards.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}

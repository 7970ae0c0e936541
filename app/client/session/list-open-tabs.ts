import { tabLockPrefix } from './tab-id.ts'

/** The ids of the tabs of this browser that are open; none where Web Locks are missing. */
export async function listOpenTabs(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(tabLockPrefix) ? [name.slice(tabLockPrefix.length)] : [])),
  )
}

export type TabIdOptions = {
  /** Of this tab alone: it survives a reload. */
  session: Storage
  /** Of all tabs: the ids they use, the latest last. */
  local: Storage
  mintId: () => string
  /** Takes a lock for the lifetime of the page; `false`: another tab has it. Absent where there are no locks. */
  hold?: ((name: string) => Promise<boolean>) | undefined
}

const sessionKey = 'appframes:tab'
/** A browser that has this in its localStorage was here before. */
export const tabIdsKey = 'appframes:tabs'
const maxTabIds = 12
export const tabLockPrefix = 'appframes:tab:'

/**
 * The id identifies the tab in the log. A reloaded tab keeps its id, and a new tab takes over the id of the last closed
 * one, so its undo history survives. A lock shows that an id is in use: a duplicated tab gets another.
 */
export async function acquireTabId({ session, local, mintId, hold }: TabIdOptions): Promise<string> {
  const own = session.getItem(sessionKey)
  const known = readTabIds(local)
  // Without locks it is unknown which ids are in use: none is taken over.
  if (hold === undefined) return record(own ?? mintId())
  const candidates = [...(own === null ? [] : [own]), ...known.toReversed().filter((id) => id !== own)]
  for (const tabId of candidates) {
    if (await hold(`${tabLockPrefix}${tabId}`)) return record(tabId)
  }
  const tabId = mintId()
  await hold(`${tabLockPrefix}${tabId}`)
  return record(tabId)

  function record(id: string): string {
    const tabIds = [...readTabIds(local).filter((other) => other !== id), id]
    try {
      session.setItem(sessionKey, id)
      local.setItem(tabIdsKey, JSON.stringify(tabIds.slice(-maxTabIds)))
    } catch (error) {
      // Full or forbidden: undo works until the page is left.
      console.debug('The id of this tab could not be stored', error)
    }
    return id
  }
}

function readTabIds(local: Storage): readonly string[] {
  try {
    const tabIds: unknown = JSON.parse(local.getItem(tabIdsKey) ?? '[]')
    return Array.isArray(tabIds) ? tabIds.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

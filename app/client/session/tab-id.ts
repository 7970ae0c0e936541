/** What a tab calls itself in the log, and the lock that shows it is alive. */
export type AcquiredTabId = { tabId: string }

export type TabIdOptions = {
  /** Of this tab alone: it survives a reload. */
  session: Storage
  /** Of all tabs: which seats there are, the latest last. */
  local: Storage
  mintId: () => string
  /** Takes a lock and keeps it as long as the page lives; `false`: somebody else has it. Absent where there are no locks. */
  hold?: ((name: string) => Promise<boolean>) | undefined
}

const sessionKey = 'appframes:tab'
const tabIdsKey = 'appframes:tabs'
const maxTabIds = 12

/**
 * Undo belongs to a tab and outlives it: after a reload the tab sits down where it sat, and a fresh tab takes the place of the one
 * that left last, with what it can take back. A copied tab finds its place taken and gets another.
 */
export async function acquireTabId({ session, local, mintId, hold }: TabIdOptions): Promise<AcquiredTabId> {
  const own = session.getItem(sessionKey)
  const known = readTabIds(local)
  // Nobody can say who is there: a place that was left is not taken.
  if (hold === undefined) return sit(own ?? mintId())
  const candidates = [...(own === null ? [] : [own]), ...known.toReversed().filter((id) => id !== own)]
  for (const tabId of candidates) {
    if (await hold(`appframes:tab:${tabId}`)) return sit(tabId)
  }
  const tabId = mintId()
  await hold(`appframes:tab:${tabId}`)
  return sit(tabId)

  function sit(id: string): AcquiredTabId {
    const tabIds = [...readTabIds(local).filter((other) => other !== id), id]
    try {
      session.setItem(sessionKey, id)
      local.setItem(tabIdsKey, JSON.stringify(tabIds.slice(-maxTabIds)))
    } catch (error) {
      // Full or forbidden: undo works all the same, until the page is left.
      console.debug('The place of this tab could not be noted', error)
    }
    return { tabId: id }
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

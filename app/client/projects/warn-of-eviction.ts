import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import { browserTime } from '../platform/browser-time.ts'
import { readKeeping } from '../platform/idle.ts'
import type { Notices } from '../platform/notices.ts'
import { planEvictionNotice } from '../platform/storage-notices.ts'

const EVICTION_TOLD_KEY = 'evictionToldAtMs'

type EvictionParts = {
  store: Pick<ProjectStore, 'getState' | 'setState'>
  notices: Notices
  projectCount: number
}

/** Warns about projects that are in no account, in a browser that may delete them [F22]. */
export async function tellOfEviction({ store, notices, projectCount }: EvictionParts): Promise<void> {
  const told = await store.getState(EVICTION_TOLD_KEY)
  const nowMs = browserTime.nowMs()
  const toldAtMs = typeof told === 'number' ? told : undefined
  const notice = planEvictionNotice({ ...(await readKeeping()), projectCount, toldAtMs, nowMs })
  if (notice === undefined) return
  notices.show(notice)
  await store.setState(EVICTION_TOLD_KEY, nowMs)
}

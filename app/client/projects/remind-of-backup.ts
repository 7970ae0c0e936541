import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import { browserTime } from '../platform/browser-time.ts'
import { readKeeping } from '../platform/idle.ts'
import type { Notices } from '../platform/notices.ts'
import { planBackupNotice } from '../platform/storage-notices.ts'

const REMINDED_KEY = 'evictionToldAtMs'
const BACKED_UP_KEY = 'backedUpAtMs'

type State = Pick<ProjectStore, 'getState' | 'setState'>

type BackupParts = {
  store: State
  notices: Notices
  /** Of this device, in no account. */
  rows: ReadonlyArray<Pick<ProjectRow, 'createdAtMs' | 'updatedAtMs'>>
}

/** Every project of this device is in a file now. */
export const recordBackup = (store: State): Promise<void> =>
  store.setState(BACKED_UP_KEY, browserTime.nowMs())

/** Reminds of projects that are in no account and in no file: soon where the browser may delete them [F22], else of many. */
export async function remindOfBackup({ store, notices, rows }: BackupParts): Promise<void> {
  const [remindedAtMs, backedUpAtMs = 0] = await Promise.all(
    [REMINDED_KEY, BACKED_UP_KEY].map((key) => readMs(store, key)),
  )
  const nowMs = browserTime.nowMs()
  const unsaved = rows.filter(({ updatedAtMs }) => updatedAtMs > backedUpAtMs)
  const notice = planBackupNotice({
    ...(await readKeeping()),
    projectCount: unsaved.length,
    oldestMs: Math.min(nowMs, ...unsaved.map(({ createdAtMs }) => createdAtMs)),
    remindedAtMs,
    nowMs,
  })
  if (notice === undefined) return
  notices.show(notice)
  await store.setState(REMINDED_KEY, nowMs)
}

async function readMs(store: State, key: string): Promise<number | undefined> {
  const value = await store.getState(key)
  return typeof value === 'number' ? value : undefined
}

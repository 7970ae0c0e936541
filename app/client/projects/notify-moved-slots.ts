import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import { exportRecordSchema } from '#app/export/export-record.ts'
import { findMovedSlots } from '#app/export/find-moved-slots.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Notices } from '../platform/notices.ts'
import { exportKeyOf } from '../session/export-memory.ts'

/** The table of which the user was notified. */
const NOTIFIED_KEY = 'slotsTold'

type Parts = {
  store: Pick<ProjectStore, 'getState' | 'setState'>
  notices: Notices
  rows: ReadonlyArray<Pick<ProjectRow, 'id' | 'name' | 'canvasSizeIds'>>
}

/** Names the projects whose last export is older than a change of their stores' slots; once for each table of slots. */
export async function notifyMovedSlots({ store, notices, rows }: Parts): Promise<void> {
  if ((await store.getState(NOTIFIED_KEY)) === storeRulesAsOf) return
  const details: string[] = []
  for (const { id, name, canvasSizeIds } of rows) {
    const record = exportRecordSchema.safeParse(await store.getState(exportKeyOf(id))).data
    const screensByCanvasSize = Object.fromEntries(canvasSizeIds.map((size) => [size, {}]))
    const sizes = new Set(
      findMovedSlots({ screensByCanvasSize }, record).flatMap(({ sizeNames }) => sizeNames),
    )
    if (sizes.size > 0) details.push(`“${name}”: ${[...sizes].join(', ')}`)
  }
  if (details.length > 0)
    notices.show({
      id: 'moved-slots',
      tone: 'info',
      text: `The stores’ slots have moved since the last export of ${details.length === 1 ? 'a project' : 'some projects'}. Its export lists what is new.`,
      details,
      path: '/',
    })
  await store.setState(NOTIFIED_KEY, storeRulesAsOf)
}

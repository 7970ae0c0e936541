import { type CanvasSizeId, longestKey, type ScreenId } from '../model/ids.ts'
import type { LinkedScreen, StoredScreen } from '../model/schema.ts'
import { isLinked } from '../model/screen-link.ts'

export type StoredScreenRow = Readonly<Record<ScreenId, StoredScreen>>
export type StoredSizes = Readonly<Record<CanvasSizeId, StoredScreenRow>>
/**
 * The id of a screen that follows another: the same on every device, so that two devices that link the same size do not
 * make its screens twice.
 */
export function toLinkedId(canvasSizeId: CanvasSizeId, masterId: ScreenId): ScreenId {
  const suffix = `.${canvasSizeId}`
  const excess = Math.max(0, masterId.length + suffix.length - longestKey)
  return `${masterId.slice(excess)}${suffix}` as ScreenId
}

export const createLink = (
  canvasSizeId: CanvasSizeId,
  linkedTo: { canvasSizeId: CanvasSizeId; screenId: ScreenId },
): LinkedScreen => ({ id: toLinkedId(canvasSizeId, linkedTo.screenId), linkedTo, overrides: {} })

const masterOf = new WeakMap<StoredScreenRow, CanvasSizeId | null>()

/** The size that the row follows; `undefined`: its screens are its own. With several, the one most follow. */
export function findMaster(row: StoredScreenRow | undefined): CanvasSizeId | undefined {
  if (row === undefined) return undefined
  const known = masterOf.get(row)
  if (known !== undefined) return known ?? undefined
  const counts = new Map<CanvasSizeId, number>()
  for (const screen of Object.values<StoredScreen>(row)) {
    if (!isLinked(screen)) continue
    const { canvasSizeId } = screen.linkedTo
    counts.set(canvasSizeId, (counts.get(canvasSizeId) ?? 0) + 1)
  }
  const [found] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  masterOf.set(row, found?.[0] ?? null)
  return found?.[0]
}

/** Every link of the row by the id of its screen, also of the master's screens that have no entry yet. */
export function listLinks(
  canvasSizeId: CanvasSizeId,
  row: StoredScreenRow,
  masterRow: Readonly<Record<ScreenId, unknown>> | undefined,
): ReadonlyMap<ScreenId, LinkedScreen> {
  const links = new Map<ScreenId, LinkedScreen>()
  const master = findMaster(row)
  const followed = new Set<ScreenId>()
  for (const [id, screen] of Object.entries(row) as [ScreenId, StoredScreen][]) {
    if (!isLinked(screen)) continue
    links.set(id, screen)
    if (screen.linkedTo.canvasSizeId === master) followed.add(screen.linkedTo.screenId)
  }
  if (master === undefined) return links
  for (const screenId of Object.keys(masterRow ?? {}) as ScreenId[]) {
    // Added to the master by a device that did not know of this size.
    const link = createLink(canvasSizeId, { canvasSizeId: master, screenId })
    if (!followed.has(screenId) && !Object.hasOwn(row, link.id)) links.set(link.id, link)
  }
  return links
}

import type { CanvasSizeId } from '../model/ids.ts'
import type { Orientation } from '../model/schema.ts'
import {
  type CanvasSize,
  type CanvasSlot,
  type CanvasStore,
  canvasSizeTable,
  type SizePx,
  sharedSlots,
} from './canvas-size-table.ts'
import { readOwnSize } from './own-size.ts'

/** The four sizes offered first; every size of the table can be added. */
export const mainCanvasSizeIds: readonly CanvasSizeId[] = canvasSizeTable.slice(0, 4).map((size) => size.id)

/** All sizes, the four main ones first. */
export function listCanvasSizes(): readonly CanvasSize[] {
  return canvasSizeTable
}

/**
 * The sizes of a project in the table's order, the user's own and those of a newer build last. Sorting is needed because jsonb does not
 * keep the order of keys.
 */
export function sortCanvasSizeIds(ids: Iterable<string>): readonly CanvasSizeId[] {
  const place = (id: string) => canvasSizeTable.findIndex((size) => size.id === id)
  const rank = (id: string) => (place(id) < 0 ? canvasSizeTable.length : place(id))
  return [...ids].map((id) => id as CanvasSizeId).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** The slots of a store that this size fills together with others. */
export function listSlots(id: string): readonly CanvasSlot[] {
  return sharedSlots.filter(({ canvasSizeIds }) => canvasSizeIds.some((member) => member === id))
}

/** `undefined` for an id of a newer build: such a size is kept in the document and shown as not supported. */
export function findCanvasSize(id: string): CanvasSize | undefined {
  return sizeById.get(id) ?? readOwnSize(id)
}

/** The store whose listing has the size; `undefined`: none, as for a size of one's own. */
export function findStore(id: string): CanvasStore | undefined {
  const store = findCanvasSize(id)?.store
  return store === 'own' ? undefined : store
}

/** The orientations the store accepts, the usual one first. Both for an unknown size. */
export function listOrientations(id: string): readonly Orientation[] {
  const size = findCanvasSize(id)
  if (size === undefined) return ['portrait', 'landscape']
  return (['portrait', 'landscape'] as const).filter((orientation) => size[orientation] !== undefined)
}

/**
 * The canvas in device pixels. A slot with one orientation returns that one, whichever is requested. Throws for an id
 * that is not in the table.
 */
export function getCanvasPx(id: string, orientation: Orientation): SizePx {
  const size = findCanvasSize(id)
  const canvasPx = size?.[orientation] ?? size?.portrait ?? size?.landscape
  if (canvasPx === undefined) throw new Error(`The canvas size "${id}" is not in the size table.`)
  return canvasPx
}

/** Height of the canvas as a fraction of its width, the unit of every length in the document. Throws like getCanvasPx. */
export function getCanvasHeight(id: string, orientation: Orientation): number {
  const { widthPx, heightPx } = getCanvasPx(id, orientation)
  return heightPx / widthPx
}

const sizeById: ReadonlyMap<string, CanvasSize> = new Map(canvasSizeTable.map((size) => [size.id, size]))

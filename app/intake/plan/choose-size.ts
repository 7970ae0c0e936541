import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, listCanvasSizes } from '#app/document/catalogue/canvas-sizes.ts'
import { findCaptureSize } from '#app/document/catalogue/capture-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { findNamedSize } from './find-named-size.ts'
import type { Look } from './match-looks.ts'
import { readCapturePath } from './read-capture-path.ts'

/** `sizePx` as seen; absent where it cannot be read without decoding, as of a video. */
export type Arrival = {
  path: string
  sizePx?: SizePx
  /** No picture or video: it has no place, and its import says why. */
  isUnusable?: true
  /** Where it is compared with the captures that are there. */
  look?: Look
}

type Sizes = {
  /** Those of the project. */
  present: readonly CanvasSizeId[]
  /** The one that is looked at. */
  shown: CanvasSizeId
}

/**
 * The size of each file: by its pixels, where those are shared by its name. One kind of device goes to the size of it that is
 * looked at, or to one the project has; where two slots of one kind have the same screen, each has a size of its own.
 */
export function chooseSizes(arrivals: readonly Arrival[], sizes: Sizes): readonly CanvasSizeId[] {
  const wanted = arrivals.map(findSlot)
  const apart = findSeparate(arrivals, wanted)
  return wanted.map(({ slot }) => {
    if (slot === undefined) return sizes.shown
    const family = familyOf(slot)
    if (family === 'graphic') return slot
    if (apart.has(family)) return slot
    if (familyOf(sizes.shown) === family) return sizes.shown
    if (sizes.present.includes(slot)) return slot
    return sizes.present.find((id) => familyOf(id) === family) ?? mainSlot(slot)
  })

  /** Captures of one class alone belong to the usual size of their kind. */
  function mainSlot(slot: CanvasSizeId): CanvasSizeId {
    const size = findCanvasSize(slot)
    const sizePx = size?.portrait ?? size?.landscape
    return (sizePx === undefined ? undefined : findCaptureSize(sizePx)) ?? slot
  }
}

/** Kinds of devices of which two slots have a file of the same name or number: a set of captures for each. */
function findSeparate(arrivals: readonly Arrival[], slots: readonly Slot[]): ReadonlySet<string> {
  const slotOf = new Map<string, CanvasSizeId>()
  const families = new Set<string>()
  for (const [index, { slot, isExact }] of slots.entries()) {
    if (slot === undefined || !isExact) continue
    const { number, name, tag } = readCapturePath(arrivals[index]?.path ?? '')
    const key = `${familyOf(slot)} ${number ?? name} ${tag}`
    const before = slotOf.get(key) ?? slot
    if (before !== slot) families.add(familyOf(slot))
    slotOf.set(key, before)
  }
  return families
}

const familyOf = (id: CanvasSizeId): string => findCanvasSize(id)?.family ?? id

type Slot = { slot: CanvasSizeId | undefined; isExact: boolean }

function findSlot({ path, sizePx }: Arrival): Slot {
  const named = findNamedSize(path)
  if (sizePx === undefined) return { slot: named, isExact: false }
  if (named !== undefined && takes(named, sizePx)) return { slot: named, isExact: true }
  const byDevice = findCaptureSize(sizePx)
  const family = byDevice === undefined ? undefined : findCanvasSize(byDevice)?.family
  // The device decides on the kind: a phone and a small tablet share pixels.
  const exact = listCanvasSizes().find((size) => size.family === family && takes(size.id, sizePx))
  if (exact !== undefined) return { slot: exact.id, isExact: true }
  return { slot: byDevice ?? named, isExact: false }
}

/** True where the store takes these very pixels in the slot. */
export function takes(id: CanvasSizeId, { widthPx, heightPx }: SizePx): boolean {
  const size = findCanvasSize(id)
  if (size === undefined) return false
  const isThis = (px: SizePx | undefined) => px?.widthPx === widthPx && px.heightPx === heightPx
  return [size.portrait, size.landscape, ...size.alsoAccepted].some(isThis)
}

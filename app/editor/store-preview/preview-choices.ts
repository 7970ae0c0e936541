import type { CanvasFamily, CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, findStore, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'

export type PreviewDevice = 'phone' | 'tablet'
export type PreviewPlace = 'search' | 'page'

const families: Readonly<Record<CanvasStore, Readonly<Record<PreviewDevice, CanvasFamily>>>> = {
  'app-store': { phone: 'iphone', tablet: 'ipad' },
  'google-play': { phone: 'android-phone', tablet: 'android-tablet' },
}

/**
 * The size whose pictures a store shows on such a device: the open one where it is of that kind, else the project's first of
 * it. The stores scale the larger phones' pictures down for the others. `undefined`: the project has none.
 */
export function findPreviewSize(
  project: Pick<Project, 'screensByCanvasSize'>,
  { store, device, open }: { store: CanvasStore; device: PreviewDevice; open: CanvasSizeId },
): CanvasSizeId | undefined {
  const family = families[store][device]
  const fits = (id: CanvasSizeId) => {
    const size = findCanvasSize(id)
    return size?.store === store && size.family === family
  }
  const ids = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  if (fits(open)) return open
  const size = findCanvasSize(open)
  // A Mac, a watch or a television has a page in the store as well.
  const isOther = size?.store === store && size.family !== 'graphic' && !isKept(size.family)
  return ids.find(fits) ?? (isOther && device === 'phone' ? open : undefined)
}

const isKept = (family: CanvasFamily): boolean =>
  Object.values(families).some((devices) => Object.values(devices).includes(family))

/** What the preview begins with: the store and device of the open size. */
export function findOpenPlace(open: CanvasSizeId): { store: CanvasStore; device: PreviewDevice } {
  const size = findCanvasSize(open)
  const store = findStore(open) ?? 'app-store'
  return { store, device: size?.family === families[store].tablet ? 'tablet' : 'phone' }
}

/** A picture that stands alone, such as the header of the product page; `undefined`: the project has none. */
export function findSingle(
  project: Pick<Project, 'screensByCanvasSize'>,
  ids: readonly string[],
): CanvasSizeId | undefined {
  return ids.find((id) => Object.keys(project.screensByCanvasSize[id as CanvasSizeId] ?? {}).length > 0) as
    | CanvasSizeId
    | undefined
}

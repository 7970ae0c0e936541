import type { CanvasStore, SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, listCanvasSizes } from '#app/document/catalogue/canvas-sizes.ts'
import { comparePaths } from '#app/document/model/file-path.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { displayTypes, listDisplayTypes } from '#app/export/file-layouts.ts'
import { listStoreCodes, planProjectLocale } from '#app/export/store-locales.ts'
import { type Arrival, takes } from './choose-size.ts'
import { findNamedSize } from './find-named-size.ts'
import type { IntakeRow, Place } from './intake-row.ts'

/** Finished pictures of a listing in the folders of an upload tool. */
export type PicturesPlan = {
  rows: readonly IntakeRow[]
  /** False where the folders may as well hold captures: they are named after languages alone. */
  isSure: boolean
}

/**
 * The folders of fastlane deliver and supply, of Gradle Play Publisher and `<locale>/<DISPLAY_TYPE>/` as screens, one for each
 * picture, with its versions in the other languages. `undefined`: it is no such folder.
 */
export function planPictures(arrivals: readonly Arrival[]): PicturesPlan | undefined {
  const found = arrivals
    .map((arrival, index) => ({ arrival, index, place: readPlace(arrival.path.normalize('NFC')) }))
    .sort((a, b) => comparePaths(a.arrival.path, b.arrival.path))
  const inFolders = found.flatMap(({ place }) => place ?? [])
  if (inFolders.length === 0) return undefined
  const rows = found.map(({ arrival, index, place }) => toRow(arrival, index, place))
  if (!rows.some((row) => row.place.kind === 'new')) return undefined
  const isFramed = arrivals.some(({ path }) => /[_ -]framed\.\w+$/i.test(path))
  const isSure = !isFramed && inFolders.some(({ isTool }) => isTool)
  return { rows: nameScreens(rows), isSure }
}

type ReadPlace = {
  locale: Locale
  /** The name without ending. */
  stem: string
  /** The slot the folder is of; absent: the pixels decide. */
  named: CanvasSizeId | undefined
  /** The store whose tool has these folders; absent: a language's folder alone. */
  store?: CanvasStore
  /** The folders are an upload tool's and nobody else's. */
  isTool: boolean
}

const code = '([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)'
const stem = '([^/]+)\\.\\w+$'
const supply = new RegExp(`(?:^|/)${code}/images/(?:\\w+Screenshots/)?${stem}`)
const publisher = new RegExp(`(?:^|/)listings/${code}/graphics/[\\w-]+/${stem}`)
const display = new RegExp(`(?:^|/)${code}/(?:APP_\\w+|PRODUCT_PAGE_HEADER)/${stem}`)
const deliver = new RegExp(`(?:^|/)${code}/${stem}`)

function readPlace(path: string): ReadPlace | undefined {
  const play = path.match(supply) ?? path.match(publisher)
  const match = play ?? path.match(display) ?? path.match(deliver)
  const [tree = '', tag = '', name = ''] = match ?? []
  const store = play ? 'google-play' : 'app-store'
  const known = listStoreCodes(store).find((one) => one.toLowerCase() === tag.toLowerCase())
  if (known === undefined) return undefined
  // Folders of deliver may stand between its own and the language's; what is above a tool's tree says nothing.
  const delivered = path.match(/(?:^|\/)screenshots\/((?:[\w-]+\/)*[^/]+)$/)
  const isTool = play !== null || display.test(path) || delivered !== null
  return {
    locale: planProjectLocale(store, known),
    stem: name,
    named: findNamedSize(play ? tree : (delivered?.[1] ?? tree)),
    isTool,
    ...(isTool ? { store } : {}),
  }
}

function toRow(
  { path, sizePx, isUnusable }: Arrival,
  index: number,
  place: ReadPlace | undefined,
): IntakeRow {
  const row = {
    index,
    path,
    key: place?.stem ?? path,
    canvasSizeId: 'iphone-69' as CanvasSizeId,
    locale: place?.locale ?? ('en-US' as Locale),
  }
  const out = (reason: string): IntakeRow => ({
    ...row,
    place: {
      kind: 'out',
      reason,
      ...(isUnusable || sizePx === undefined ? { isUnusable: true as const } : {}),
    },
  })
  if (isUnusable || sizePx === undefined) return out('it is no picture')
  if (place === undefined) return out('it is in no folder of a language')
  const canvasSizeId = findSlot(sizePx, place)
  if (canvasSizeId === undefined && place.store === 'google-play')
    return out('no slot of Google Play has its folder')
  if (canvasSizeId === undefined) return out(`no slot takes ${sizePx.widthPx} × ${sizePx.heightPx} pixels`)
  return { ...row, canvasSizeId, place: { kind: 'new' } satisfies Place }
}

/** The slot of these pixels; of several the one that the folder or the name speaks of. */
function findSlot(sizePx: SizePx, { named, store }: ReadPlace): CanvasSizeId | undefined {
  const size = named === undefined ? undefined : findCanvasSize(named)
  if (size !== undefined && named !== undefined && (store === undefined || size.store === store)) {
    // Play takes any shape between its limits; App Store Connect the listed pixels alone.
    if (size.store === 'google-play') return named
    const group = listCanvasSizes().filter(({ id }) => id === named || isOneGroup(id, named))
    const own = group.find(({ portrait, landscape }) =>
      [portrait, landscape].some((px) => isSame(px, sizePx)),
    )
    const taking = own ?? group.find(({ id }) => takes(id, sizePx))
    if (taking !== undefined) return taking.id
  }
  if (store === 'google-play') return undefined
  return listCanvasSizes().find((one) => one.store === 'app-store' && takes(one.id, sizePx))?.id
}

const isSame = (px: SizePx | undefined, other: SizePx) =>
  px?.widthPx === other.widthPx && px.heightPx === other.heightPx

const isOneGroup = (a: string, b: string) => listDisplayTypes(a).includes(displayTypes[b] ?? '')

/**
 * The pictures of one screen: those of one name where the languages share names, else those of one place in their language's
 * order, as the store shows them.
 */
function nameScreens(rows: readonly IntakeRow[]): readonly IntakeRow[] {
  const keys = new Map<IntakeRow, string>()
  for (const size of new Set(rows.map(({ canvasSizeId }) => canvasSizeId))) {
    const byLocale = new Map<Locale, IntakeRow[]>()
    for (const row of rows) {
      if (row.canvasSizeId !== size || row.place.kind !== 'new') continue
      byLocale.set(row.locale, [...(byLocale.get(row.locale) ?? []), row])
    }
    const languages = [...byLocale.values()].sort((a, b) => b.length - a.length)
    const all = new Set(languages[0]?.map(({ key }) => key))
    const isShared = languages.every((pictures) => pictures.every(({ key }) => all.has(key)))
    for (const pictures of languages)
      for (const [rank, row] of pictures.entries()) keys.set(row, isShared ? row.key : `picture ${rank + 1}`)
  }
  return rows.map((row) => ({ ...row, key: keys.get(row) ?? row.key }))
}

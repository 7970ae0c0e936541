import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import {
  type FileLayoutId,
  findFileLayout,
  listDisplayTypes,
  publisherFolders,
  supplyFolders,
  supplyGraphics,
} from './file-layouts.ts'
import { fillPattern } from './file-pattern.ts'
import { sanitizeFileName } from './plan-file-names.ts'
import { listStoreCodes } from './store-locales.ts'

/** One expression for each part of a path, the last one for the file. */
export type PathShape = readonly RegExp[]

type Sizes = readonly CanvasSizeId[]

/** As `sanitizeFileName` leaves a name. */
const name = String.raw`[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?`
const number = String.raw`\d{2,}`
const extension = String.raw`\.(?:png|jpg)`
/** Two files of one name are told apart by `-2`. */
const ending = String.raw`(?:-\d+)?` + extension
/** Of no texts: what nothing fits. */
function anyOf(texts: Iterable<string>): string {
  const different = [...new Set(texts)]
  return different.length === 0 ? '(?!)' : `(?:${different.join('|')})`
}

/** What a project has, whether it is exported this time or not. */
export type ProjectParts = { canvasSizeIds: readonly CanvasSizeId[]; locales: readonly Locale[] }

/**
 * The paths that a layout may write for a project of these sizes, in any language of the stores: what else is in the folder, as
 * a graphic of a size that the project lacks, is not its export's. Empty for a pattern that names neither size nor number,
 * because every picture would fit it.
 */
export function listPathShapes(layout: FileLayoutId, pattern: string, parts: ProjectParts): PathShape[] {
  const sizes = parts.canvasSizeIds
  const manual = createShape('manual-upload', name, pictureName(sizes, findFileLayout(layout)?.store))
  switch (layout) {
    case 'plain':
      return listPlainShapes(pattern, parts)
    case 'deliver':
      return [...listDeliverShapes(sizes), manual]
    case 'supply':
      return [...listSupplyShapes(sizes), manual]
    case 'fastlane':
      return [...listDeliverShapes(sizes), ...listSupplyShapes(sizes), manual]
    case 'gpp':
      return [...listPublisherShapes(sizes), manual]
    case 'display-type': {
      const file = `${number}(?:_${name})?${ending}`
      return [createShape(storeCode('app-store'), anyOf(sizes.flatMap(listDisplayTypes)), file), manual]
    }
  }
}

export function fitsShape(shapes: readonly PathShape[], path: string): boolean {
  const parts = path.normalize('NFC').split('/')
  return shapes.some(
    (shape) => shape.length === parts.length && shape.every((part, index) => part.test(parts[index] ?? '')),
  )
}

function listDeliverShapes(sizes: Sizes): PathShape[] {
  const rest = [storeCode('app-store'), pictureName(sizes, 'app-store')]
  const root = ['fastlane', 'screenshots']
  return [createShape(...root, ...rest), createShape(...root, 'appleTV', ...rest)]
}

function listSupplyShapes(sizes: Sizes): PathShape[] {
  const images = ['fastlane', 'metadata', 'android', storeCode('google-play'), 'images']
  return [
    createShape(...images, namesOf(sizes, supplyFolders), number + extension),
    createShape(...images, namesOf(sizes, supplyGraphics) + extension),
  ]
}

function listPublisherShapes(sizes: Sizes): PathShape[] {
  const graphics = ['src', 'main', 'play', 'listings', storeCode('google-play'), 'graphics']
  return [createShape(...graphics, namesOf(sizes, publisherFolders), number + extension)]
}

/** `fillPattern` decides which separators stay, with one letter in the place of each field. */
function listPlainShapes(pattern: string, { canvasSizeIds, locales }: ProjectParts): PathShape[] {
  if (!/\{(size|number)\}/.test(pattern)) return []
  const codes = locales.map(sanitizeFileName)
  const expressions = {
    ꓐ: anyOf([...codes, ...listStoreCodes('app-store'), ...listStoreCodes('google-play')]),
    ꓑ: prefixOf(canvasSizeIds, undefined),
    ꓒ: number,
    ꓓ: name,
    ꓔ: anyOf(['app-store', 'google-play', 'own']),
  }
  return ['ꓓ', ''].map((named) => {
    const path = fillPattern(pattern, { locale: 'ꓐ', size: 'ꓑ', number: 'ꓒ', name: named, store: 'ꓔ' })
    const parts = path.replaceAll('.', String.raw`\.`).split('/')
    return createShape(
      ...parts.map((part, index) => {
        const written = part.replaceAll(/[ꓐ-ꓔ]/g, (letter) => expressions[letter as keyof typeof expressions])
        return index === parts.length - 1 ? written + ending : written
      }),
    )
  })
}

const createShape = (...parts: readonly string[]): PathShape =>
  parts.map((part) => new RegExp(`^${part}$`, 'u'))

const storeCode = (store: CanvasStore): string => anyOf(listStoreCodes(store))

/** What a table calls these sizes. */
const namesOf = (sizes: Sizes, table: Readonly<Record<string, string>>): string =>
  anyOf(sizes.flatMap((id) => table[id] ?? []))

const pictureName = (sizes: Sizes, store: CanvasStore | undefined): string =>
  `${prefixOf(sizes, store)}-${number}(?:-${name})?${ending}`

/** Of the sizes of a store; without one of them all. */
function prefixOf(sizes: Sizes, store: CanvasStore | undefined): string {
  const known = sizes.flatMap((id) => findCanvasSize(id) ?? [])
  return anyOf(
    known.filter((size) => store === undefined || size.store === store).map((size) => size.exportPrefix),
  )
}

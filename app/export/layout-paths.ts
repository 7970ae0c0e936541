import { type CanvasStore, canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import {
  displayTypes,
  type FileLayoutId,
  findFileLayout,
  publisherFolders,
  supplyFolders,
  supplyGraphics,
} from './file-layouts.ts'
import { fillPattern } from './file-pattern.ts'
import { listStoreCodes } from './store-locales.ts'

/** One expression for each part of a path, the last one for the file. */
export type PathShape = readonly RegExp[]

/** As `sanitizeFileName` leaves a name. */
const name = String.raw`[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?`
const number = String.raw`\d{2,}`
const extension = String.raw`\.(?:png|jpg)`
/** Two files of one name are told apart by `-2`. */
const ending = String.raw`(?:-\d+)?` + extension
const anyOf = (texts: Iterable<string>): string => `(?:${[...new Set(texts)].join('|')})`

/**
 * The paths that a layout may write, for any project: what else is in the folder is not an export's. Empty for a pattern that names
 * neither size nor number, because every picture would fit it.
 */
export function listPathShapes(layout: FileLayoutId, pattern: string): PathShape[] {
  const manual = createShape('manual-upload', name, pictureName(findFileLayout(layout)?.store))
  switch (layout) {
    case 'plain':
      return listPlainShapes(pattern)
    case 'deliver':
      return [...listDeliverShapes(), manual]
    case 'supply':
      return [...listSupplyShapes(), manual]
    case 'fastlane':
      return [...listDeliverShapes(), ...listSupplyShapes(), manual]
    case 'gpp':
      return [...listPublisherShapes(), manual]
    case 'display-type': {
      const file = `${number}(?:_${name})?${ending}`
      return [createShape(storeCode('app-store'), anyOf(Object.values(displayTypes)), file), manual]
    }
  }
}

export function fitsShape(shapes: readonly PathShape[], path: string): boolean {
  const parts = path.normalize('NFC').split('/')
  return shapes.some(
    (shape) => shape.length === parts.length && shape.every((part, index) => part.test(parts[index] ?? '')),
  )
}

function listDeliverShapes(): PathShape[] {
  const rest = [storeCode('app-store'), pictureName('app-store')]
  const root = ['fastlane', 'screenshots']
  return [createShape(...root, ...rest), createShape(...root, 'appleTV', ...rest)]
}

function listSupplyShapes(): PathShape[] {
  const images = ['fastlane', 'metadata', 'android', storeCode('google-play'), 'images']
  return [
    createShape(...images, anyOf(Object.values(supplyFolders)), number + extension),
    createShape(...images, anyOf(Object.values(supplyGraphics)) + extension),
  ]
}

function listPublisherShapes(): PathShape[] {
  const graphics = ['src', 'main', 'play', 'listings', storeCode('google-play'), 'graphics']
  return [createShape(...graphics, anyOf(Object.values(publisherFolders)), number + extension)]
}

/** `fillPattern` decides which separators stay, with one letter in the place of each field. */
function listPlainShapes(pattern: string): PathShape[] {
  if (!/\{(size|number)\}/.test(pattern)) return []
  const expressions = {
    ꓐ: '[a-z]{2,3}(?:-[A-Za-z0-9]+)*',
    ꓑ: prefixOf(undefined),
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

const pictureName = (store: CanvasStore | undefined): string =>
  `${prefixOf(store)}-${number}(?:-${name})?${ending}`

/** Of the sizes of a store; without one of all sizes, the user's own included. */
function prefixOf(store: CanvasStore | undefined): string {
  const sizes = canvasSizeTable.filter((size) => store === undefined || size.store === store)
  const own = store === undefined ? [String.raw`own-\d+x\d+`] : []
  return anyOf([...sizes.map(({ exportPrefix }) => exportPrefix), ...own])
}

import { findCanvasSize } from '../catalogue/canvas-sizes.ts'
import { nameLocale } from '../model/name-locale.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, ProjectDocument, Screen } from '../model/schema.ts'
import { isJsonObject } from './apply-change.ts'
import type { Json, Path } from './change.ts'
import type { MergeConflict } from './merge-projects.ts'

/**
 * The name of a place in the document: "Headline on screen 2", "Text size of Headline on screen 2", "Background of
 * screen 1". `known` are documents to look names up in; the first that contains the place wins.
 */
export function describePath(path: Path, known: readonly ProjectDocument[]): string {
  const [root, size = '', ...inside] = path
  if (root === 'name' && path.length === 1) return 'Project name'
  if (root === 'screensByCanvasSize') return describeInSize(size, inside, known)
  if (root === 'sharedBackgrounds') return `Shared background${describeSizeSuffix(size, known)}`
  if (root === 'locales') return path.length === 1 ? 'Languages' : `Language ${nameLocale(size)}`
  return root === undefined ? 'The project' : capitalise(splitWords(root))
}

/**
 * The name of the place of a conflict record's entry; the entry's own values supply names that the document no longer
 * contains.
 */
export function describeConflictPlace(conflict: MergeConflict, known: readonly ProjectDocument[]): string {
  const [, , , , elementId] = conflict.path
  const value = [conflict.kept, conflict.lost, conflict.base].find(isJsonObject)
  if (conflict.path.length !== 5 || elementId === undefined || value === undefined) {
    return describePath(conflict.path, known)
  }
  return `${nameElement(value)} on ${describeScreen(conflict.path, known)}`
}

/** The value at that place as text; lengths are fractions of the canvas width. `undefined`: it is absent. */
export function describeValue(
  path: Path,
  value: Json | undefined,
  known: readonly ProjectDocument[],
): string {
  const field = path.at(-1) ?? ''
  if (value === undefined) return isEntry(path) ? 'deleted' : 'none'
  if (field === 'order') return 'another place'
  if (path.at(-2) === 'mediaByLocale' || field === 'media') return namePicture(value, known)
  if (typeof value === 'string') return colourPattern.test(value) ? value : `“${value}”`
  if (typeof value === 'boolean') return describeFlag(field, value)
  if (typeof value === 'number') return describeNumber(field, value)
  if (isJsonObject(value)) return describeObject(path, value)
  return 'another value'
}

function describeInSize(size: string, [screenId, ...rest]: Path, known: readonly ProjectDocument[]): string {
  if (screenId === undefined) return `Size ${nameSize(size)}`
  const screen = describeScreen(['screensByCanvasSize', size, screenId], known)
  // An override is a field of the screen that is drawn.
  const [field, elementId, ...inside] = rest[0] === 'overrides' ? rest.slice(1) : rest
  if (field === undefined) return capitalise(screen)
  if (field !== 'elements' || elementId === undefined) {
    return `${screenFields[field] ?? capitalise(splitWords(field))} of ${screen}`
  }
  const element = findElement(size, { screenId, elementId }, known)
  const name = `${element === undefined ? 'an element' : nameElement(element)} on ${screen}`
  return describeElementField(inside, name, known)
}

function describeElementField(inside: Path, element: string, known: readonly ProjectDocument[]): string {
  const [first, second] = inside
  if (first === undefined) return capitalise(element)
  if (first === 'contentByLocale') return `${capitalise(element)}${describeLocaleSuffix(second, known)}`
  if (first === 'mediaByLocale') return `Picture of ${element}${describeLocaleSuffix(second, known)}`
  const label = elementFields[inside.join('.')] ?? elementFields[first]
  return `${label ?? capitalise(splitWords(inside.at(-1) ?? first))} of ${element}`
}

function describeScreen([, size = '', screenId = '']: Path, known: readonly ProjectDocument[]): string {
  for (const project of known) {
    const screens = own(project.screensByCanvasSize, size)
    const at = listOrdered(screens as Readonly<Record<string, Screen>> | undefined).findIndex(
      ({ id }) => id === screenId,
    )
    if (at !== -1) return `screen ${at + 1}${describeSizeSuffix(size, known)}`
  }
  return `a screen that is gone${describeSizeSuffix(size, known)}`
}

function findElement(
  size: string,
  { screenId, elementId }: { screenId: string; elementId: string },
  known: readonly ProjectDocument[],
): { readonly [key: string]: unknown } | undefined {
  for (const project of known) {
    const screen = own(own(project.screensByCanvasSize, size), screenId) as Screen | undefined
    const element: { readonly [key: string]: unknown } | undefined = own(screen?.elements, elementId)
    if (element !== undefined) return element
  }
  return undefined
}

/** The layer name set by the user, else its kind. */
function nameElement(element: { readonly [key: string]: unknown }): string {
  if (typeof element.name === 'string' && element.name.trim() !== '') return element.name
  return (typeof element.type === 'string' && own(elementTypes, element.type)) || 'An element'
}

/** Added only where two names would be equal. */
function describeSizeSuffix(size: string, known: readonly ProjectDocument[]): string {
  const isOnly = known.every((project) => Object.keys(project.screensByCanvasSize).length <= 1)
  return isOnly ? '' : ` (${nameSize(size)})`
}

function describeLocaleSuffix(locale: string | undefined, known: readonly ProjectDocument[]): string {
  const isOnly = known.every((project) => Object.keys(project.locales ?? {}).length <= 1)
  return locale === undefined || isOnly ? '' : ` in ${nameLocale(locale)}`
}

function nameSize(size: string): string {
  return findCanvasSize(size)?.name ?? size
}

function namePicture(value: Json, known: readonly ProjectDocument[]): string {
  if (typeof value !== 'string') return 'another picture'
  for (const project of known) {
    const name = own(project.mediaNames, value)
    if (name !== undefined) return `the picture “${name}”`
  }
  return 'another picture'
}

function describeFlag(field: string, value: boolean): string {
  const label = flags[field]
  return label === undefined ? (value ? 'on' : 'off') : value ? label[0] : label[1]
}

function describeNumber(field: string, value: number): string {
  if (field === 'rotation' || field === 'angle') return `${round(value)}°`
  if (percentFields.has(field)) return `${round(value * 100)} %`
  return `${round(value)}`
}

function describeObject(path: Path, value: { readonly [key: string]: Json }): string {
  if (isEntry(path)) return 'changed'
  if (path.at(-1) === 'background' && typeof value.type === 'string') {
    return value.type === 'colour' && typeof value.colour === 'string'
      ? value.colour
      : (backgroundTypes[value.type] ?? 'another background')
  }
  return 'another look'
}

/** A screen, an element, a size, a language: a thing that can be deleted as a whole. */
function isEntry(path: Path): boolean {
  const [root] = path
  if (root === 'screensByCanvasSize') return [2, 3, 5].includes(path.length)
  return (root === 'sharedBackgrounds' || root === 'locales') && path.length === 2
}

const own = <Value>(map: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined

const round = (value: number): number => Math.round(value * 10) / 10

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `letterSpacing` → `letter spacing` */
const splitWords = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const colourPattern = /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i

const percentFields = new Set([
  'x',
  'y',
  'width',
  'height',
  'opacity',
  'size',
  'corner',
  'zoom',
  'blur',
  'vignette',
  'noise',
  'dim',
  'letterSpacing',
  'radius',
  'paddingX',
  'paddingY',
])

const flags: Readonly<Record<string, readonly [string, string]>> = {
  visible: ['shown', 'hidden'],
  locked: ['locked', 'unlocked'],
  cutOut: ['with a cut-out', 'without a cut-out'],
  italic: ['italic', 'upright'],
  caps: ['in capitals', 'as written'],
  flipX: ['mirrored', 'not mirrored'],
  flipY: ['mirrored', 'not mirrored'],
  buttons: ['with side buttons', 'without side buttons'],
  landscape: ['landscape', 'portrait'],
}

const elementTypes: Readonly<Record<Element['type'], string>> = {
  text: 'Text',
  frame: 'Device',
  image: 'Picture',
  shape: 'Shape',
}

const backgroundTypes: Readonly<Record<string, string>> = {
  colour: 'a colour',
  linear: 'a gradient',
  radial: 'a round gradient',
  conic: 'a conic gradient',
  mesh: 'a mesh of colours',
  pattern: 'a pattern',
  image: 'a picture',
}

const screenFields: Readonly<Record<string, string>> = {
  name: 'Name',
  order: 'Place',
  orientation: 'Orientation',
  background: 'Background',
  groups: 'Groups',
}

const elementFields: Readonly<Record<string, string>> = {
  name: 'Name',
  order: 'Place in the stack',
  groupId: 'Group',
  x: 'Horizontal position',
  y: 'Vertical position',
  width: 'Width',
  height: 'Height',
  rotation: 'Rotation',
  opacity: 'Opacity',
  visible: 'Visibility',
  locked: 'Lock',
  fill: 'Fill colour',
  corner: 'Corners',
  stroke: 'Outline',
  gradient: 'Gradient',
  flipX: 'Mirroring',
  flipY: 'Mirroring',
  points: 'Points',
  value: 'Rating',
  drawing: 'Drawing',
  emoji: 'Emoji',
  lens: 'Magnified region',
  shape: 'Shape',
  shadow: 'Shadow',
  pan: 'Position of the capture',
  zoom: 'Zoom of the capture',
  tilt: 'Tilt',
  fit: 'Fit',
  effects: 'Effects',
  'effects.glow': 'Glow',
  'effects.outline': 'Outer outline',
  'effects.reflection': 'Reflection',
  'effects.contactShadow': 'Contact shadow',
  'effects.blur': 'Blur',
  device: 'Device',
  'device.colour': 'Device colour',
  'device.bezel': 'Bezel',
  'device.cutOut': 'Cut-out',
  'device.cutOutSide': 'Place of the camera',
  'device.buttons': 'Side buttons',
  'device.landscape': 'Device orientation',
  'device.corner': 'Corners',
  'device.ownFrame': 'Own frame',
  fitGroup: 'One size in all languages',
  style: 'Text style',
  'style.family': 'Font',
  'style.size': 'Text size',
  'style.weight': 'Text weight',
  'style.colour': 'Text colour',
  'style.align': 'Alignment',
  'style.lineHeight': 'Line height',
  'style.letterSpacing': 'Letter spacing',
  'style.wrap': 'Wrapping',
  'style.accentColour': 'Accent colour',
  'style.italic': 'Slant',
  'style.caps': 'Capitals',
  'style.hyphenate': 'Hyphens',
  'style.list': 'List',
  'style.gradient': 'Text gradient',
  'style.stroke': 'Text outline',
  'style.pill': 'Text background',
  'style.shadow': 'Text shadow',
}

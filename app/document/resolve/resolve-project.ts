import { findCanvasSize } from '../catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { LinkedScreen, Project, ProjectDocument, Screen, StoredScreen } from '../model/schema.ts'
import { isLinked } from '../model/screen-link.ts'
import { applyOverrides } from './apply-overrides.ts'
import { deriveScreen } from './derive-screen.ts'
import { findMaster, listLinks, type StoredScreenRow, type StoredSizes } from './link-rows.ts'

type Row = Readonly<Record<ScreenId, Screen>>

const projects = new WeakMap<ProjectDocument, Project>()

/**
 * The project as it is drawn: the screens of linked sizes derived from their master, with their overrides. Pure and the
 * same on every device. The same object for the same document; screens and rows stay the same objects while what they
 * are made of does. A project without linked sizes is itself.
 */
export function resolveProject(project: ProjectDocument): Project {
  const known = projects.get(project)
  if (known !== undefined) return known
  const resolved = isPlain(project) ? project : resolve(project)
  projects.set(project, resolved)
  return resolved
}

/** Nothing in it is linked. */
function isPlain(project: ProjectDocument): project is Project {
  return Object.values(project.screensByCanvasSize).every((row) => findMaster(row) === undefined)
}

function resolve(project: ProjectDocument): Project {
  const sizes = Object.keys(project.screensByCanvasSize) as CanvasSizeId[]
  const rows = sizes.map((id) => [id, resolveRow(project.screensByCanvasSize, id) ?? {}])
  const screensByCanvasSize = Object.fromEntries(rows) as Project['screensByCanvasSize']
  return { ...project, screensByCanvasSize, ...resolveShared(project, screensByCanvasSize) }
}

const rowOf = new WeakMap<StoredScreenRow, { masters: readonly (Row | undefined)[]; row: Row }>()

/** The row of a size as it is drawn; `undefined`: there is no such size. */
export function resolveRow(
  sizes: StoredSizes,
  canvasSizeId: CanvasSizeId,
  followers: readonly CanvasSizeId[] = [],
): Row | undefined {
  const stored = Object.hasOwn(sizes, canvasSizeId) ? sizes[canvasSizeId] : undefined
  if (stored === undefined || findMaster(stored) === undefined) return stored as Row | undefined
  // Sizes that follow each other, which no edit makes, have nothing to draw.
  if (followers.includes(canvasSizeId)) return undefined
  const linked = Object.values<StoredScreen>(stored).filter(isLinked)
  const targets = [...new Set(linked.map(({ linkedTo }) => linkedTo.canvasSizeId))]
  const masters = targets.map((id) => resolveRow(sizes, id, [...followers, canvasSizeId]))
  const known = rowOf.get(stored)
  if (known?.masters.every((master, index) => master === masters[index]) === true) return known.row
  const find = (id: CanvasSizeId) => masters[targets.indexOf(id)]
  const row = keepSame(known?.row, resolveScreens(canvasSizeId, stored, find))
  rowOf.set(stored, { masters, row })
  return row
}

function keepSame(before: Row | undefined, row: Row): Row {
  if (before === undefined) return row
  const ids = Object.keys(row) as ScreenId[]
  const isSame = ids.length === Object.keys(before).length && ids.every((id) => before[id] === row[id])
  return isSame ? before : row
}

function resolveScreens(
  canvasSizeId: CanvasSizeId,
  stored: StoredScreenRow,
  find: (canvasSizeId: CanvasSizeId) => Row | undefined,
): Row {
  const master = findMaster(stored)
  const links = listLinks(canvasSizeId, stored, master === undefined ? undefined : find(master))
  const derived = [...links].flatMap(([id, link]): { id: ScreenId; item: Screen }[] => {
    const source = find(link.linkedTo.canvasSizeId)?.[link.linkedTo.screenId]
    if (source === undefined || link.overrides.hidden === true) return []
    return [{ id, item: resolveLinked(canvasSizeId, source, link) }]
  })
  const inOrder = listOrdered(Object.fromEntries(derived.map(({ id, item }) => [id, item])))
  const shown = inOrder.slice(0, findCanvasSize(canvasSizeId)?.maxCount).map(({ id, item }) => [id, item])
  const own = Object.entries<StoredScreen>(stored).filter(([, screen]) => !isLinked(screen))
  return Object.fromEntries([...own, ...shown]) as Row
}

type Known = { link: LinkedScreen; screen: Screen }
const screensOf = new WeakMap<Screen, Map<CanvasSizeId, Known>>()

function resolveLinked(canvasSizeId: CanvasSizeId, source: Screen, link: LinkedScreen): Screen {
  const bySize = screensOf.get(source) ?? new Map<CanvasSizeId, Known>()
  screensOf.set(source, bySize)
  const known = bySize.get(canvasSizeId)
  if (known?.link === link || (known !== undefined && isUntouched(known.link, link))) return known.screen
  const screen = applyOverrides(deriveScreen({ source, canvasSizeId }, link), link.overrides)
  bySize.set(canvasSizeId, { link, screen })
  return screen
}

/** Links of screens without an entry are made anew each time. */
function isUntouched(a: LinkedScreen, b: LinkedScreen): boolean {
  const isEmpty = ({ order, overrides }: LinkedScreen) =>
    order === undefined && Object.keys(overrides).length === 0
  return (
    a.id === b.id &&
    isEmpty(a) &&
    isEmpty(b) &&
    a.linkedTo.canvasSizeId === b.linkedTo.canvasSizeId &&
    a.linkedTo.screenId === b.linkedTo.screenId
  )
}

/** A linked size without a panorama of its own shows the master's over the same screens. */
function resolveShared(
  project: ProjectDocument,
  rows: Project['screensByCanvasSize'],
): Pick<Project, 'sharedBackgrounds'> {
  const shared = { ...project.sharedBackgrounds }
  for (const [key, row] of Object.entries(project.screensByCanvasSize)) {
    const id = key as CanvasSizeId
    const master = findMaster(row)
    const over = master === undefined ? undefined : project.sharedBackgrounds?.[master]
    if (master === undefined || over === undefined || shared[id] !== undefined) continue
    const links = listLinks(id, row, rows[master])
    const screens = [...links].flatMap(([screenId, { linkedTo }]) =>
      linkedTo.canvasSizeId === master && over.screens[linkedTo.screenId] ? [[screenId, true]] : [],
    )
    shared[id] = { ...over, screens: Object.fromEntries(screens) }
  }
  return project.sharedBackgrounds === undefined && Object.keys(shared).length === 0
    ? {}
    : { sharedBackgrounds: shared }
}

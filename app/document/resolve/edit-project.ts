import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import type { LinkedScreen, Project, ProjectDocument, Screen, StoredScreen } from '../model/schema.ts'
import { withoutLink } from '../model/screen-link.ts'
import { withVersion } from '../model/with-version.ts'
import { createLink, findMaster, listLinks, type StoredScreenRow } from './link-rows.ts'
import { resolveProject } from './resolve-project.ts'
import { updateOverrides } from './update-overrides.ts'

/**
 * Edits the document by an edit of the resolved project: what it changes on a linked screen becomes an override of
 * exactly those fields, what it changes on a master flows into the sizes that follow it. Screens added to a master are
 * linked in those sizes, screens removed from it leave them too. A size whose master is removed keeps its screens, as
 * its own.
 */
export function editProject(project: ProjectDocument, edit: (project: Project) => Project): ProjectDocument {
  const before = resolveProject(project)
  const after = edit(before)
  if (after === before) return project
  return before === project ? after : storeEdit(project, before, after)
}

function storeEdit(stored: ProjectDocument, before: Project, after: Project): ProjectDocument {
  const ids = Object.keys(after.screensByCanvasSize) as CanvasSizeId[]
  const screensByCanvasSize = Object.fromEntries(
    ids.map((id) => [id, updateRow(id, { stored: stored.screensByCanvasSize[id], before, after })]),
  ) as ProjectDocument['screensByCanvasSize']
  return withVersion(updateShared({ ...after, screensByCanvasSize }, { stored, before, after }))
}

type Sides = { stored: StoredScreenRow | undefined; before: Project; after: Project }

function updateRow(canvasSizeId: CanvasSizeId, { stored, before, after }: Sides): StoredScreenRow {
  const row = after.screensByCanvasSize[canvasSizeId] ?? {}
  const master = findMaster(stored)
  if (stored === undefined || master === undefined) return row
  const masterRow = after.screensByCanvasSize[master]
  if (masterRow === undefined) return mapScreens(row, withoutLink)
  const shown = before.screensByCanvasSize[canvasSizeId] ?? {}
  const links = listLinks(canvasSizeId, stored, before.screensByCanvasSize[master])
  const next: Record<ScreenId, StoredScreen> = {}
  for (const [id, screen] of Object.entries(row) as [ScreenId, Screen][]) {
    const link = links.get(id)
    if (link === undefined) next[id] = withoutLink(screen)
  }
  for (const [id, link] of links) {
    const kept = updateLink(canvasSizeId, link, { before: shown[id], after: row[id], project: after })
    if (kept !== undefined && (kept !== link || Object.hasOwn(stored, id))) next[id] = kept
  }
  for (const screenId of Object.keys(masterRow) as ScreenId[]) {
    const link = createLink(canvasSizeId, { canvasSizeId: master, screenId })
    if (before.screensByCanvasSize[master]?.[screenId] === undefined) next[link.id] ??= link
  }
  return isSameRow(stored, next) ? stored : next
}

type LinkSides = { before: Screen | undefined; after: Screen | undefined; project: Project }

/** `undefined`: its master's screen is gone. */
function updateLink(
  canvasSizeId: CanvasSizeId,
  link: LinkedScreen,
  { before, after, project }: LinkSides,
): LinkedScreen | undefined {
  const masterRow = project.screensByCanvasSize[link.linkedTo.canvasSizeId] ?? {}
  const source = masterRow[link.linkedTo.screenId]
  // A row that follows an empty one still follows it.
  if (source === undefined) return Object.keys(masterRow).length === 0 ? link : undefined
  if (before === after || before === undefined) return link
  if (after === undefined) return { ...link, overrides: { ...link.overrides, hidden: true } }
  return updateOverrides(link, { canvasSizeId, source, before, after })
}

function mapScreens(row: Readonly<Record<ScreenId, Screen>>, change: (screen: Screen) => Screen) {
  return Object.fromEntries(
    Object.entries<Screen>(row).map(([id, screen]) => [id, change(screen)]),
  ) as Record<ScreenId, Screen>
}

function isSameRow(a: StoredScreenRow, b: StoredScreenRow): boolean {
  const ids = Object.keys(a) as ScreenId[]
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id])
}

/** A panorama that a linked size shows because its master has it is not stored a second time. */
function updateShared(
  next: ProjectDocument,
  { stored, before, after }: { stored: ProjectDocument; before: Project; after: Project },
): ProjectDocument {
  if (after.sharedBackgrounds === before.sharedBackgrounds) return withShared(next, stored.sharedBackgrounds)
  const shared: NonNullable<ProjectDocument['sharedBackgrounds']> = {}
  for (const key of Object.keys({ ...before.sharedBackgrounds, ...after.sharedBackgrounds })) {
    const id = key as CanvasSizeId
    const [was, now, own] = [before, after, stored].map(({ sharedBackgrounds }) => sharedBackgrounds?.[id])
    const isFollowing = findMaster(next.screensByCanvasSize[id]) !== undefined
    if (isSame(was as Json | undefined, now as Json | undefined)) {
      // The one of a size that follows no more is its own from now on.
      const kept = own ?? (isFollowing ? undefined : now)
      if (kept !== undefined) shared[id] = kept
    } else if (now !== undefined) shared[id] = now
    // Over no screen: this size shows none, whatever its master does.
    else if (isFollowing && own === undefined && was !== undefined) shared[id] = { ...was, screens: {} }
  }
  return withShared(next, shared)
}

function withShared(
  project: ProjectDocument,
  sharedBackgrounds: ProjectDocument['sharedBackgrounds'],
): ProjectDocument {
  if (sharedBackgrounds !== undefined) return { ...project, sharedBackgrounds }
  const { sharedBackgrounds: _derived, ...without } = project
  return without as ProjectDocument
}

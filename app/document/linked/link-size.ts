import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type {
  Element,
  FrameElement,
  LinkedScreen,
  Overrides,
  Project,
  ProjectDocument,
  Screen,
  StoredScreen,
  TextElement,
} from '../model/schema.ts'
import { withVersion } from '../model/with-version.ts'
import { resolveProject } from '../resolve/resolve-project.ts'
import { createLinks } from './add-linked-size.ts'

/** What linking does to a size, in numbers for the user. */
export type LinkPlan = {
  project: ProjectDocument
  /** Kept as overrides: texts and captures that are other than the master's. */
  texts: number
  captures: number
  /** Screens that the master has no counterpart for: they stay, as the size's own. */
  ownScreens: number
  /** Elements without a counterpart, and texts and pictures in them, that go. */
  lostElements: number
}

/**
 * Makes a size with designs of its own follow the master. Screens meet by their place in the row, texts and devices by
 * their place on the screen. Other texts and captures stay as overrides; places, styles and backgrounds follow.
 */
export function planLink(
  project: ProjectDocument,
  sizes: { canvasSizeId: CanvasSizeId; master: CanvasSizeId },
): LinkPlan {
  const { canvasSizeId, master } = sizes
  const before = listOrdered<ScreenId, Screen>(resolveProject(project).screensByCanvasSize[canvasSizeId])
  const linked = withRow(project, canvasSizeId, createLinks(project, sizes))
  const resolved = resolveProject(linked)
  const masters = listOrdered<ScreenId, Screen>(resolved.screensByCanvasSize[master])
  const row: Record<ScreenId, StoredScreen> = { ...linked.screensByCanvasSize[canvasSizeId] }
  const plan = { texts: 0, captures: 0, ownScreens: 0, lostElements: 0 }
  for (const [index, { id, item }] of before.entries()) {
    const link = findLink(row, masters[index]?.id)
    const derived = link && findDerived(resolved, canvasSizeId, link.id)
    if (link === undefined || derived === undefined) {
      row[id] = item
      plan.ownScreens += 1
      continue
    }
    const kept = keepContent(item, derived)
    row[link.id] = { ...link, overrides: kept.overrides }
    plan.texts += kept.texts
    plan.captures += kept.captures
    plan.lostElements += kept.lostElements
  }
  return { ...plan, project: withVersion(withRow(linked, canvasSizeId, row)) }
}

function withRow(
  project: ProjectDocument,
  canvasSizeId: CanvasSizeId,
  row: Readonly<Record<ScreenId, StoredScreen>>,
): ProjectDocument {
  const { [canvasSizeId]: _own, ...sharedBackgrounds } = project.sharedBackgrounds ?? {}
  const screensByCanvasSize = { ...project.screensByCanvasSize, [canvasSizeId]: row }
  return project.sharedBackgrounds === undefined
    ? { ...project, screensByCanvasSize }
    : { ...project, screensByCanvasSize, sharedBackgrounds }
}

function findLink(
  row: Readonly<Record<ScreenId, StoredScreen>>,
  masterId: ScreenId | undefined,
): LinkedScreen | undefined {
  const links = Object.values<StoredScreen>(row) as LinkedScreen[]
  return links.find(({ linkedTo }) => masterId !== undefined && linkedTo?.screenId === masterId)
}

/** A slot of one picture shows the first screen only. */
const findDerived = (project: Project, canvasSizeId: CanvasSizeId, id: ScreenId): Screen | undefined =>
  project.screensByCanvasSize[canvasSizeId]?.[id]

function keepContent(own: Screen, derived: Screen) {
  const [texts, frames] = [pairUp(own, derived, listTexts), pairUp(own, derived, listFrames)]
  const keptTexts = texts.flatMap(([text, id, master]) => keepTexts(text, id, master))
  const keptCaptures = frames.flatMap(([frame, id, master]) => keepCaptures(frame, id, master))
  const overrides = Object.fromEntries([...keptTexts, ...keptCaptures])
  return {
    overrides: (Object.keys(overrides).length === 0 ? {} : { elements: overrides }) as Overrides,
    texts: keptTexts.length,
    captures: keptCaptures.length,
    lostElements: Object.keys(own.elements).length - texts.length - frames.length,
  }
}

type Pair<Kind> = readonly [own: Kind, id: ElementId, master: Kind]
type List<Kind> = (screen: Screen) => readonly { id: ElementId; item: Kind }[]

function pairUp<Kind extends Element>(own: Screen, derived: Screen, list: List<Kind>): readonly Pair<Kind>[] {
  const masters = list(derived)
  return list(own).flatMap(({ item }, index): Pair<Kind>[] => {
    const master = masters[index]
    return master === undefined ? [] : [[item, master.id, master.item]]
  })
}

const listTexts: List<TextElement> = ({ elements }) =>
  listOrdered<ElementId, Element>(elements)
    .flatMap(({ id, item }) => (item.type === 'text' ? [{ id, item }] : []))
    .sort((a, b) => a.item.y - b.item.y)

const listFrames: List<FrameElement> = ({ elements }) =>
  listOrdered<ElementId, Element>(elements).flatMap(({ id, item }) =>
    item.type === 'frame' ? [{ id, item }] : [],
  )

function keepTexts(own: TextElement, id: ElementId, master: TextElement) {
  const other = Object.entries(own.contentByLocale).filter(
    ([locale, content]) => master.contentByLocale[locale as keyof typeof master.contentByLocale] !== content,
  )
  return other.length === 0 ? [] : [[id, { contentByLocale: Object.fromEntries(other) }] as const]
}

function keepCaptures(own: FrameElement, id: ElementId, master: FrameElement) {
  const { mediaByLocale, pan, zoom } = own
  if (Object.keys(mediaByLocale).length === 0) return []
  if (isSame(mediaByLocale as Json, master.mediaByLocale as Json)) return []
  return [[id, { mediaByLocale, pan, zoom }] as const]
}

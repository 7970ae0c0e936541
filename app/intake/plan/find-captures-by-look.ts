import type { ElementId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import type { Arrival } from './choose-size.ts'
import { groupOf, type IntakeOptions, type IntakeRow, type Place } from './intake-row.ts'
import { type Look, matchLooks } from './match-looks.ts'

/** The rows that would be new screens, with the place of the capture that each is a new take of. */
export function findCapturesByLook(
  project: Project,
  rows: readonly IntakeRow[],
  { arrivals, looks }: { arrivals: readonly Arrival[]; looks: IntakeOptions['looks'] },
): readonly IntakeRow[] {
  if (looks === undefined) return rows
  const groups = new Set(rows.map(({ canvasSizeId, locale }) => `${canvasSizeId} ${locale}`))
  let next = rows
  for (const group of groups)
    next = matchGroup(project, next, {
      arrivals,
      looks,
      isOf: ({ canvasSizeId, locale }) => `${canvasSizeId} ${locale}` === group,
    })
  return next
}

type Group = {
  arrivals: readonly Arrival[]
  looks: ReadonlyMap<MediaId, Look>
  /** Of one size and language. */
  isOf: (row: IntakeRow) => boolean
}

function matchGroup(
  project: Project,
  rows: readonly IntakeRow[],
  { arrivals, looks, isOf }: Group,
): readonly IntakeRow[] {
  const own = rows.filter(isOf)
  const taken = new Set(own.flatMap(({ place }) => (place.kind === 'screen' ? [place.screenId] : [])))
  // A file that has a sibling in another language goes where that goes.
  const shared = countGroups(rows)
  const files = own.flatMap((row) => {
    const look = arrivals[row.index]?.look
    const isFree = row.place.kind === 'new' && shared.get(groupOf(row)) === 1
    return look === undefined || !isFree ? [] : [{ id: row.index, look }]
  })
  const [first] = own
  const captures = first === undefined ? [] : listCaptures(project, first, looks)
  const matches = matchLooks(
    files,
    captures.filter(({ id }) => !taken.has(id.screenId)),
  )
  return rows.map((row) => {
    const place = matches.get(row.index)
    return place === undefined ? row : { ...row, place }
  })
}

function countGroups(rows: readonly IntakeRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(groupOf(row), (counts.get(groupOf(row)) ?? 0) + 1)
  return counts
}

type ScreenPlace = Extract<Place, { kind: 'screen' }>

/** Captures of the row's size and language. */
function listCaptures(
  project: Project,
  { canvasSizeId, locale }: IntakeRow,
  looks: ReadonlyMap<MediaId, Look>,
): { id: ScreenPlace; look: Look }[] {
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).flatMap(
    ({ id: screenId, item }) =>
      listOrdered<ElementId, Element>(item.elements).flatMap(({ id: elementId, item: element }) => {
        const mediaId = element.type === 'frame' ? element.mediaByLocale[locale] : undefined
        const look = mediaId === undefined ? undefined : looks.get(mediaId)
        if (look === undefined) return []
        return [{ id: { kind: 'screen', screenId, elementId, isReplaced: true, isByLook: true }, look }]
      }),
  )
}

/** The captures of one language that could be replaced, in the sizes of rows that would be new screens. */
export function listComparedMedia(project: Project, rows: readonly IntakeRow[]): readonly MediaId[] {
  const found = rows
    .filter(({ place }) => place.kind === 'new')
    .flatMap(({ canvasSizeId, locale }) =>
      Object.values<Screen>(project.screensByCanvasSize[canvasSizeId] ?? {}).flatMap(({ elements }) =>
        Object.values<Element>(elements).flatMap((element) =>
          element.type === 'frame' ? (element.mediaByLocale[locale] ?? []) : [],
        ),
      ),
    )
  return [...new Set(found)]
}

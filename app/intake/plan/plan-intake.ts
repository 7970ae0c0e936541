import { comparePaths } from '#app/document/model/file-path.ts'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { isEmptyScreen } from '#app/document/model/is-empty-screen.ts'
import { matchLocales } from '#app/document/model/match-locales.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { type Arrival, chooseSizes } from './choose-size.ts'
import { findCaptureByName } from './find-capture-by-name.ts'
import { findCapturesByLook } from './find-captures-by-look.ts'
import { groupOf, type IntakeOptions, type IntakeRow, type Place } from './intake-row.ts'
import { type CapturePath, readCapturePath } from './read-capture-path.ts'

/**
 * Where every file would go, in natural order of the paths: onto the screen that shows a capture of the same name, onto the
 * screen of its number, in place of the capture that it looks like, onto an empty screen, else onto a new one.
 */
export function planIntake(
  project: Project,
  arrivals: readonly Arrival[],
  options: IntakeOptions,
): readonly IntakeRow[] {
  const present = [
    options.locale,
    ...listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id),
  ]
  const files = arrivals
    .map(({ path }, index) => ({ ...readCapturePath(path, present), index }))
    .sort((a, b) => comparePaths(a.path, b.path))
  const sizes = chooseSizes(arrivals, {
    present: Object.keys(project.screensByCanvasSize) as CanvasSizeId[],
    shown: options.canvasSizeId,
  })
  const localeOf = createLocaleFinder(present)
  const framed = findFramedDoubles(files)
  const claims = createClaims(project, options)
  const rows = files.map((file): IntakeRow => {
    const { index, path, key, tag } = file
    const canvasSizeId = sizes[index] ?? options.canvasSizeId
    const locale = tag === undefined ? options.locale : localeOf(tag)
    const row = { index, path, key, canvasSizeId, locale }
    if (arrivals[index]?.isUnusable)
      return { ...row, place: { kind: 'out', reason: 'it is no picture', isUnusable: true } }
    const bare = framed.get(path)
    if (bare !== undefined) {
      const reason = `${bare} is the same without a frame`
      return { ...row, place: { kind: 'out', reason, isFramedDouble: true } }
    }
    return { ...row, place: claims.find(file, row) }
  })
  const { looks } = options
  const seen = findCapturesByLook(project, rows, { arrivals, looks })
  return leaveDoublesOut(fillEmptyScreens(project, seen))
}

/** The tag a project has for the language, else the first of those that mean the same here. */
function createLocaleFinder(present: readonly Locale[]): (tag: Locale) => Locale {
  const known = new Set(present)
  return (tag) => {
    const locale = matchLocales([tag], [...known]).get(tag) ?? tag
    known.add(locale)
    return locale
  }
}

/** Paths of framed copies, with the name of the capture beside each. */
function findFramedDoubles(files: readonly CapturePath[]): ReadonlyMap<string, string> {
  const idOf = ({ key, tag }: CapturePath) => `${key} ${tag}`
  const bare = new Map(files.filter(({ isFramed }) => !isFramed).map((file) => [idOf(file), file.path]))
  return new Map(
    files.flatMap((file) => {
      const beside = file.isFramed ? bare.get(idOf(file)) : undefined
      return beside === undefined ? [] : [[file.path, beside.split('/').at(-1) ?? beside]]
    }),
  )
}

type Claimed = Pick<IntakeRow, 'canvasSizeId' | 'locale'>

/** Finds existing screens; the files of one key get the same. */
function createClaims(project: Project, { numbers, target, canvasSizeId }: IntakeOptions) {
  let targetKey: string | undefined
  return {
    find(file: CapturePath, row: Claimed): Place {
      if (target !== undefined && row.canvasSizeId === canvasSizeId) {
        targetKey ??= file.key
        if (file.key === targetKey) return { kind: 'screen', ...target, isReplaced: false }
      }
      const named = findCaptureByName(project, file.name, row)
      const numbered = findByNumber(file, row)
      return (numbers === 'screens' ? (numbered ?? named) : (named ?? numbered)) ?? { kind: 'new' }
    },
  }

  function findByNumber({ number, tag }: CapturePath, row: Claimed): Place | undefined {
    const screen = number === undefined ? undefined : listScreens(project, row.canvasSizeId)[number - 1]
    if (screen === undefined || isEmptyScreen(screen)) return undefined
    const isReplaced = Object.values(screen.elements).some(
      (element) => element.type === 'frame' && element.mediaByLocale[row.locale] !== undefined,
    )
    if (numbers === 'translations' && (tag === undefined || isReplaced)) return undefined
    return { kind: 'screen', screenId: screen.id, isReplaced }
  }
}

const listScreens = (project: Project, canvasSizeId: CanvasSizeId): readonly Screen[] =>
  listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).map(({ item }) => item)

/** What would be a new screen fills an empty one first, in their order. */
function fillEmptyScreens(project: Project, rows: readonly IntakeRow[]): readonly IntakeRow[] {
  const taken = new Set(rows.map(({ place }) => (place.kind === 'screen' ? place.screenId : undefined)))
  const filled = new Map<string, Screen | undefined>()
  return rows.map((row) => {
    if (row.place.kind !== 'new') return row
    const group = groupOf(row)
    if (!filled.has(group)) {
      const free = listScreens(project, row.canvasSizeId).find(
        (screen) => isEmptyScreen(screen) && !taken.has(screen.id),
      )
      filled.set(group, free)
      if (free !== undefined) taken.add(free.id)
    }
    const screen = filled.get(group)
    if (screen === undefined) return row
    return { ...row, place: { kind: 'screen', screenId: screen.id, isReplaced: false } }
  })
}

/** Of two files for one place and language the first stays. */
export function leaveDoublesOut(rows: readonly IntakeRow[]): readonly IntakeRow[] {
  const taken = new Map<string, string>()
  return rows.map((row) => {
    const { place, locale, path } = row
    if (place.kind === 'out') return row
    const where = place.kind === 'new' ? groupOf(row) : `${place.screenId} ${place.elementId ?? ''}`
    const first = taken.get(`${where} ${locale}`)
    if (first === undefined) {
      taken.set(`${where} ${locale}`, path)
      return row
    }
    return { ...row, place: { kind: 'out', reason: `${first} goes to the same place` } }
  })
}

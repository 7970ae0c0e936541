import type { MediaId } from './ids.ts'
import type { Background, Element, Project, Screen } from './schema.ts'

type Parts = Pick<Project, 'screensByCanvasSize' | 'sharedBackgrounds'>

/** Every picture the project names, in any size and language, hidden elements included; each once. */
export function listProjectMedia(project: Parts): MediaId[] {
  const ids = new Set<MediaId>()
  for (const { screen } of eachScreen(project)) for (const id of listScreenMedia(screen)) ids.add(id)
  for (const { background } of Object.values(project.sharedBackgrounds ?? {})) {
    for (const id of listBackground(background)) ids.add(id)
  }
  return [...ids]
}

/** Screens that name one of these pictures; a shared background counts as one. */
export function countMediaUses(project: Project, mediaIds: ReadonlySet<MediaId>): number {
  const names = (ids: readonly MediaId[]) => ids.some((id) => mediaIds.has(id))
  const screens = eachScreen(project).filter(({ screen }) => names(listScreenMedia(screen))).length
  const shared = Object.values(project.sharedBackgrounds ?? {})
  return screens + shared.filter(({ background }) => names(listBackground(background))).length
}

/** The project with every id of `from` replaced by `to`. Untouched branches stay the same objects. */
export function replaceMedia(
  project: Project,
  { from, to }: { from: ReadonlySet<MediaId>; to: MediaId },
): Project {
  const swap = (id: MediaId) => (from.has(id) ? to : id)
  const screensByCanvasSize = mapValues(project.screensByCanvasSize, (screens) =>
    mapValues(screens, (screen) => replaceOnScreen(screen, swap)),
  )
  const shared = project.sharedBackgrounds
  const sharedBackgrounds =
    shared &&
    mapValues(shared, (one) => {
      const background = replaceInBackground(one.background, swap)
      return background === one.background ? one : { ...one, background }
    })
  const isSame =
    screensByCanvasSize === project.screensByCanvasSize && sharedBackgrounds === project.sharedBackgrounds
  if (isSame) return project
  return {
    ...project,
    screensByCanvasSize,
    ...(sharedBackgrounds === undefined ? {} : { sharedBackgrounds }),
  }
}

function eachScreen(project: Parts): { screen: Screen }[] {
  return Object.values<Record<string, Screen>>(project.screensByCanvasSize).flatMap((screens) =>
    Object.values(screens).map((screen) => ({ screen })),
  )
}

function listScreenMedia(screen: Screen): MediaId[] {
  const named = Object.values<Element>(screen.elements).flatMap((element) =>
    element.type === 'frame' || element.type === 'image' ? Object.values(element.mediaByLocale) : [],
  )
  return [...listBackground(screen.background), ...named]
}

function listBackground(background: Background): MediaId[] {
  return background.type === 'image' ? [background.media] : []
}

function replaceOnScreen(screen: Screen, swap: (id: MediaId) => MediaId): Screen {
  const background = replaceInBackground(screen.background, swap)
  const elements = mapValues(screen.elements, (element) => {
    if (element.type !== 'frame' && element.type !== 'image') return element
    const mediaByLocale = mapValues(element.mediaByLocale, swap)
    return mediaByLocale === element.mediaByLocale ? element : { ...element, mediaByLocale }
  })
  return background === screen.background && elements === screen.elements
    ? screen
    : { ...screen, background, elements }
}

function replaceInBackground(background: Background, swap: (id: MediaId) => MediaId): Background {
  if (background.type !== 'image' || swap(background.media) === background.media) return background
  return { ...background, media: swap(background.media) }
}

function mapValues<Values extends Record<string, unknown>>(
  values: Values,
  change: (value: Values[keyof Values]) => Values[keyof Values],
): Values {
  let changed: Values | undefined
  for (const key of Object.keys(values) as (keyof Values)[]) {
    const before = values[key]
    const after = change(before)
    if (after === before) continue
    changed ??= { ...values }
    changed[key] = after
  }
  return changed ?? values
}

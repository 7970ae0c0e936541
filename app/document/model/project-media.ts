import { findFontMedia, fontFamilyOf } from './font-media.ts'
import type { MediaId } from './ids.ts'
import type { Background, ProjectDocument, StoredScreen } from './schema.ts'
import { isLinked } from './screen-link.ts'

type Parts = Pick<ProjectDocument, 'screensByCanvasSize' | 'sharedBackgrounds'>

/** A screen, or what a linked one overrides: its other pictures are its master's. */
type Content = {
  background?: Background | undefined
  elements?: Readonly<Record<string, unknown>> | undefined
}

/** Every picture and font the project names, in any size and language, hidden elements included; each once. */
export function listProjectMedia(project: Parts): MediaId[] {
  const ids = new Set<MediaId>()
  for (const { screen } of eachScreen(project)) for (const id of listScreenMedia(screen)) ids.add(id)
  for (const { background } of Object.values(project.sharedBackgrounds ?? {})) {
    for (const id of listBackground(background)) ids.add(id)
  }
  return [...ids]
}

/** Screens that name one of these pictures; a shared background counts as one. */
export function countMediaUses(project: ProjectDocument, mediaIds: ReadonlySet<MediaId>): number {
  const names = (ids: readonly MediaId[]) => ids.some((id) => mediaIds.has(id))
  const screens = eachScreen(project).filter(({ screen }) => names(listScreenMedia(screen))).length
  const shared = Object.values(project.sharedBackgrounds ?? {})
  return screens + shared.filter(({ background }) => names(listBackground(background))).length
}

/** The project with every id of `from` replaced by `to`. Untouched branches stay the same objects. */
export function replaceMedia<Document extends ProjectDocument>(
  project: Document,
  { from, to }: { from: ReadonlySet<MediaId>; to: MediaId },
): Document {
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

function eachScreen(project: Parts): { screen: StoredScreen }[] {
  return Object.values<Record<string, StoredScreen>>(project.screensByCanvasSize).flatMap((screens) =>
    Object.values(screens).map((screen) => ({ screen })),
  )
}

const contentOf = (screen: StoredScreen): Content => (isLinked(screen) ? screen.overrides : screen)

function listScreenMedia(screen: StoredScreen): MediaId[] {
  const { background, elements = {} } = contentOf(screen)
  const named = Object.values(elements).flatMap((element) =>
    Object.values(mediaOf(element)).filter((id) => id !== null),
  )
  const frames = Object.values(elements).flatMap((element) => ownFrameOf(element)?.media ?? [])
  const fonts = Object.values(elements).flatMap((element) => findFontMedia(familyOf(element)) ?? [])
  return [...(background === undefined ? [] : listBackground(background)), ...named, ...frames, ...fonts]
}

/** Of a text, also where a linked size overrides it. */
function familyOf(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null || !('style' in element)) return undefined
  return (element.style as { family?: string | null } | null | undefined)?.family ?? undefined
}

/** `null`: the picture of that language is left out in a linked size. */
function mediaOf(element: unknown): Readonly<Record<string, MediaId | null>> {
  const named = typeof element === 'object' && element !== null && 'mediaByLocale' in element
  return named ? ((element.mediaByLocale ?? {}) as Record<string, MediaId | null>) : {}
}

/** Of a device, also where a linked size overrides it. */
function ownFrameOf(element: unknown): { media: MediaId } | undefined {
  if (typeof element !== 'object' || element === null || !('device' in element)) return undefined
  return (element.device as { ownFrame?: { media: MediaId } | null } | undefined)?.ownFrame ?? undefined
}

/** With what another kind had before: it may be chosen again. */
function listBackground(background: Background): MediaId[] {
  const kept: readonly Background[] = Object.values(background.kept ?? {})
  return [background, ...kept].flatMap((one) => (one.type === 'image' ? [one.media] : []))
}

function replaceOnScreen(screen: StoredScreen, swap: (id: MediaId) => MediaId): StoredScreen {
  if (!isLinked(screen)) return replaceInContent(screen, swap)
  const overrides = replaceInContent(screen.overrides, swap)
  return overrides === screen.overrides ? screen : { ...screen, overrides }
}

function replaceInContent<Whole extends Content>(content: Whole, swap: (id: MediaId) => MediaId): Whole {
  const background = content.background && replaceInBackground(content.background, swap)
  const elements =
    content.elements &&
    mapValues(content.elements, (element) => {
      const before = mediaOf(element)
      const mediaByLocale = mapValues(before, (id) => (id === null ? id : swap(id)))
      const swapped = mediaByLocale === before ? element : { ...(element as object), mediaByLocale }
      return swapFont(swapFrame(swapped, swap), swap)
    })
  return background === content.background && elements === content.elements
    ? content
    : { ...content, ...(background && { background }), ...(elements && { elements }) }
}

function swapFrame(element: unknown, swap: (id: MediaId) => MediaId): unknown {
  const ownFrame = ownFrameOf(element)
  if (ownFrame === undefined || swap(ownFrame.media) === ownFrame.media) return element
  const { device } = element as { device: object }
  return {
    ...(element as object),
    device: { ...device, ownFrame: { ...ownFrame, media: swap(ownFrame.media) } },
  }
}

function swapFont(element: unknown, swap: (id: MediaId) => MediaId): unknown {
  const media = findFontMedia(familyOf(element))
  if (media === undefined || swap(media) === media) return element
  const { style } = element as { style: object }
  return { ...(element as object), style: { ...style, family: fontFamilyOf(swap(media)) } }
}

function replaceInBackground(background: Background, swap: (id: MediaId) => MediaId): Background {
  const kept = background.kept && mapValues(background.kept, (one) => swapPicture(one, swap))
  const swapped = swapPicture(background, swap)
  return kept === background.kept ? swapped : ({ ...swapped, kept } as Background)
}

function swapPicture<One extends Background>(background: One, swap: (id: MediaId) => MediaId): One {
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

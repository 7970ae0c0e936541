import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import { createImage } from '#app/document/edits/create-element.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, MintId, ScreenId } from '#app/document/model/ids.ts'
import { listNames } from '#app/document/model/list-names.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { orderAfter, orderBetween } from '#app/document/model/order-key.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { StoredCapture } from './apply-intake.ts'
import { groupOf, type IntakeRow } from './intake-row.ts'

/** Finished pictures as screens that they fill, so that an export gives them again. `notes`: what is not as it was. */
export function applyPictures(
  identity: Pick<Project, 'id' | 'name'>,
  rows: readonly StoredCapture[],
  mint: MintId,
): { project: Project; notes: readonly string[] } {
  const taken = rows.filter(({ place }) => place.kind !== 'out')
  const groups = new Map<string, StoredCapture[]>()
  for (const row of taken) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row])
  let project: Project = {
    ...identity,
    schemaVersion: PLAIN_SCHEMA_VERSION,
    screensByCanvasSize: {},
    sharedBackgrounds: {},
    locales: orderLocales(taken),
  }
  for (const group of groups.values()) {
    const { canvasSizeId } = group[0] as StoredCapture
    const screens = project.screensByCanvasSize[canvasSizeId] ?? {}
    const screen = createPictureScreen(group, screens, mint)
    project = {
      ...project,
      screensByCanvasSize: {
        ...project.screensByCanvasSize,
        [canvasSizeId]: { ...screens, [screen.id]: screen },
      },
    }
  }
  const named = rememberMediaNames(
    project,
    taken.map(({ mediaId, fileName }) => ({ mediaId, name: fileName })),
  )
  const notes = [...describeOtherPixels(taken), ...describeGaps(taken, groups.size)]
  return { project: named, notes }
}

function orderLocales(rows: readonly StoredCapture[]): NonNullable<Project['locales']> {
  const counts = new Map<Locale, number>()
  for (const { locale } of rows) counts.set(locale, (counts.get(locale) ?? 0) + 1)
  const usual = 'en-US' as Locale
  // The language with most pictures stands in for the others; of several the usual one.
  const sorted = [...counts.keys()].sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a === usual ? -1 : b === usual ? 1 : 0),
  )
  let locales: Record<Locale, { order: string }> = {}
  for (const locale of sorted) locales = { ...locales, [locale]: { order: orderAfter(locales, undefined) } }
  return locales
}

function createPictureScreen(
  group: readonly StoredCapture[],
  screens: Readonly<Record<ScreenId, Screen>>,
  mint: MintId,
): Screen {
  const { canvasSizeId, widthPx, heightPx, path } = group[0] as StoredCapture
  const orientation = widthPx > heightPx ? 'landscape' : 'portrait'
  const canvasPx = getCanvasPx(canvasSizeId, orientation)
  const picture = createImage({
    order: orderBetween(undefined, undefined),
    name: 'Store picture',
    x: 0,
    y: 0,
    width: 1,
    picturePx: canvasPx,
    mediaByLocale: Object.fromEntries(
      group.map(({ locale, mediaId }): [Locale, MediaId] => [locale, mediaId]),
    ),
  })
  const isClose = Math.abs(heightPx / widthPx / picture.height - 1) < 0.01
  return {
    id: mint() as ScreenId,
    order: orderAfter(screens, undefined),
    name: nameScreen(path, canvasSizeId) ?? `Screen ${Object.keys(screens).length + 1}`,
    orientation,
    background: { type: 'colour', colour: '#ffffff' },
    // The sizes of one slot differ by less than a percent; another shape is shown whole.
    elements: { [mint() as ElementId]: { ...picture, fit: isClose ? 'stretch' : 'contain' } },
  }
}

/** `iphone69-01-home.png` and `01_home.png` are called home, so that an export writes the name again. */
function nameScreen(path: string, canvasSizeId: CanvasSizeId): string | undefined {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '')
  const prefix = findCanvasSize(canvasSizeId)?.exportPrefix ?? ''
  const own = stem.startsWith(`${prefix}-`) ? stem.slice(prefix.length + 1) : stem
  const name = own
    .replace(/^\d+[_ -]*/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  return name === '' ? undefined : name
}

/** A sentence for each reason. */
export function describeLeftOut(rows: readonly IntakeRow[]): string[] {
  const byReason = new Map<string, string[]>()
  for (const { path, place } of rows)
    if (place.kind === 'out') byReason.set(place.reason, [...(byReason.get(place.reason) ?? []), path])
  return [...byReason].map(
    ([reason, paths]) => `${listNames(paths)} ${paths.length === 1 ? 'was' : 'were'} left out: ${reason}.`,
  )
}

/** A sentence for each size whose pictures have other pixels than an export writes. */
function describeOtherPixels(rows: readonly StoredCapture[]): string[] {
  const groups = new Map<string, { count: number; from: string; to: string; name: string }>()
  for (const { canvasSizeId, widthPx, heightPx } of rows) {
    const px = getCanvasPx(canvasSizeId, widthPx > heightPx ? 'landscape' : 'portrait')
    if (px.widthPx === widthPx && px.heightPx === heightPx) continue
    const key = `${canvasSizeId} ${widthPx} ${heightPx}`
    const count = (groups.get(key)?.count ?? 0) + 1
    const name = findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
    groups.set(key, { count, from: `${widthPx} × ${heightPx}`, to: `${px.widthPx} × ${px.heightPx}`, name })
  }
  return [...groups.values()].map(
    ({ count, from, to, name }) =>
      `${count === 1 ? '1 picture' : `${count} pictures`} for ${name} ${count === 1 ? 'is' : 'are'} ${from}; an export draws ${count === 1 ? 'it' : 'them'} at ${to}.`,
  )
}

/** Languages that lack a picture show the first language's. */
function describeGaps(rows: readonly StoredCapture[], screenCount: number): string[] {
  const counts = new Map<Locale, number>()
  for (const { locale } of rows) counts.set(locale, (counts.get(locale) ?? 0) + 1)
  const short = [...counts].filter(([, count]) => count < screenCount).map(([locale]) => nameLocale(locale))
  if (short.length === 0) return []
  return [
    `${listNames(short)} ${short.length === 1 ? 'has' : 'have'} no picture of their own for some screens: an export shows the first language’s there.`,
  ]
}

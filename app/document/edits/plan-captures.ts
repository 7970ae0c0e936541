import type { CanvasStore } from '../catalogue/canvas-size-table.ts'
import { findCanvasSize, findStore, listOrientations } from '../catalogue/canvas-sizes.ts'
import { planDevice } from '../catalogue/devices.ts'
import { plainDeviceId } from '../catalogue/frame-layout.ts'
import { pickHeadline } from '../catalogue/headlines.ts'
import { findScreenStyle } from '../catalogue/screen-style.ts'
import type { FileLocale } from '../model/file-locale.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, MintId, ScreenId } from '../model/ids.ts'
import { isEmptyScreen } from '../model/is-empty-screen.ts'
import { rememberMediaNames } from '../model/media-names.ts'
import { orderAfter } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Orientation, Project, Screen } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'
import { describeMisfits, type Misfit } from './describe-misfits.ts'
import { type FilledBy, fillPicture, fillScreen } from './fill-screen.ts'
import { joinPanorama } from './join-panorama.ts'

/**
 * `widthPx` and `heightPx` as seen, EXIF orientation applied; `name` labels warnings. `inLocale`: the language of its
 * folder, and the key shared by captures of the same screen in other languages. `to`: its place where that is decided already;
 * `new` fills no empty screen.
 */
export type Capture = {
  mediaId: MediaId
  widthPx: number
  heightPx: number
  name: string
  inLocale?: FileLocale | undefined
  to?: CaptureTarget | 'new'
}

export type CaptureTarget = { screenId: ScreenId; elementId?: ElementId }

export type CapturePlan = {
  project: Project
  /** The screens that got the captures, in the order of the captures. */
  screenIds: readonly ScreenId[]
  /** Sentences for the user: a capture that no device fits, or that is cropped a little. */
  warnings: readonly string[]
}

type PlanOptions = {
  captures: readonly Capture[]
  canvasSizeId: CanvasSizeId
  locale: Locale
  mint: MintId
  afterScreenId?: ScreenId
  targetScreenId?: ScreenId
  targetElementId?: ElementId
}

/**
 * Gives every capture a screen and a device. The first goes to the target when one is named (dropped on a screen or a
 * frame); then the empty screens are filled in order; the rest become new screens after `afterScreenId`, else after the
 * target, else at the end.
 */
export function planCaptures(project: Project, options: PlanOptions): CapturePlan {
  const { captures, canvasSizeId, locale, mint } = options
  if (captures.length === 0) return { project, screenIds: [], warnings: [] }
  const store = findStore(canvasSizeId)
  const isBare = findCanvasSize(canvasSizeId)?.isBare === true
  const misfits: Misfit[] = []
  const screenIds: ScreenId[] = []
  let screens: Readonly<Record<ScreenId, Screen>> = project.screensByCanvasSize[canvasSizeId] ?? {}
  let afterScreenId = options.afterScreenId ?? options.targetScreenId

  const groups = groupByScreen(captures, locale)
  for (const [index, group] of groups.entries()) {
    const { main: capture, others } = group
    const ownLocale = capture.inLocale?.locale ?? locale
    const fitted: FittedCapture = isBare ? { capture: withoutDevice(capture) } : fitDevice(capture, store)
    if (fitted.misfit !== undefined) misfits.push(fitted.misfit)
    const orientation = pickOrientation(canvasSizeId, capture)
    const target = capture.to ?? (index === 0 ? findTarget(options) : undefined)
    const toFill = findScreenToFill(screens, target)
    if (toFill !== undefined) {
      const elementId = target === 'new' ? undefined : target?.elementId
      const filled = fillGroup(toFill, group, {
        capture: fitted.capture,
        orientation,
        canvasSizeId,
        locale: ownLocale,
        mint,
        ...(elementId === undefined ? {} : { elementId }),
      })
      screens = { ...screens, [toFill.id]: filled }
      screenIds.push(toFill.id)
      continue
    }
    const screen = createScreen({
      id: mint() as ScreenId,
      order: orderAfter(screens, afterScreenId),
      ...nameNext(Object.keys(screens).length),
      canvasSizeId,
      orientation,
      locale,
      mint,
      capture: fitted.capture,
      screenStyle: findScreenStyle(screens, afterScreenId),
    })
    screens = { ...screens, [screen.id]: addLanguages(screen, { main: capture, others, from: locale }) }
    screenIds.push(screen.id)
    afterScreenId = screen.id
  }

  const screensByCanvasSize = { ...project.screensByCanvasSize, [canvasSizeId]: screens }
  const locales = addLocales(project.locales, captures)
  const isNew = (id: ScreenId) => project.screensByCanvasSize[canvasSizeId]?.[id] === undefined
  const added = screenIds.filter(isNew)
  const joined = joinPanorama(
    { ...project, screensByCanvasSize, locales },
    { canvasSizeId, screenIds: added },
  )
  const filled = rememberMediaNames(joined, captures)
  return { project: filled, screenIds, warnings: describeMisfits(misfits) }
}

const nameNext = (count: number) => ({ name: `Screen ${count + 1}`, headline: pickHeadline(count) })

function findTarget({ targetScreenId, targetElementId }: PlanOptions): CaptureTarget | undefined {
  if (targetScreenId === undefined) return undefined
  return {
    screenId: targetScreenId,
    ...(targetElementId === undefined ? {} : { elementId: targetElementId }),
  }
}

type Group = { main: Capture; others: readonly Capture[] }

/**
 * Groups captures of one screen in several languages; `locale` is the language being designed, whose capture comes
 * first where there is one.
 */
function groupByScreen(captures: readonly Capture[], locale: Locale): readonly Group[] {
  const groups = new Map<string, Capture[]>()
  for (const [index, capture] of captures.entries()) {
    const key = capture.inLocale === undefined ? `${index}` : `in ${capture.inLocale.key}`
    groups.set(key, [...(groups.get(key) ?? []), capture])
  }
  return [...groups.values()].map((same) => {
    const main = same.find((capture) => capture.inLocale?.locale === locale) ?? (same[0] as Capture)
    return { main, others: same.filter((capture) => capture !== main) }
  })
}

function fillGroup(screen: Screen, group: Group, options: Parameters<typeof fillScreen>[1]): Screen {
  const { elementId, locale } = options
  if (elementId === undefined || screen.elements[elementId]?.type !== 'image')
    return addLanguages(fillScreen(screen, options), { ...group, from: locale })
  const captures = [group.main, ...group.others]
  return fillPicture(
    screen,
    elementId,
    captures.map(({ mediaId, inLocale }) => ({ mediaId, locale: inLocale?.locale ?? locale })),
  )
}

/** Puts the captures of the other languages into the device that took the first one. */
function addLanguages(screen: Screen, { main, others, from }: Group & { from: Locale }): Screen {
  const to = main.inLocale?.locale ?? from
  const holder = listOrdered<ElementId, Element>(screen.elements).find(
    ({ item }) => item.type === 'frame' && item.mediaByLocale[from] === main.mediaId,
  )
  if (holder?.item.type !== 'frame' || (others.length === 0 && to === from)) return screen
  const { [from]: taken, ...rest } = holder.item.mediaByLocale
  const mediaByLocale: Record<Locale, MediaId> = { ...rest, [to]: taken ?? main.mediaId }
  for (const { inLocale, mediaId } of others)
    if (inLocale !== undefined) mediaByLocale[inLocale.locale] = mediaId
  return { ...screen, elements: { ...screen.elements, [holder.id]: { ...holder.item, mediaByLocale } } }
}

function addLocales(locales: Project['locales'], captures: readonly Capture[]): Project['locales'] {
  if (locales === undefined) return undefined
  let all = locales
  for (const { inLocale } of captures) {
    if (inLocale === undefined || all[inLocale.locale] !== undefined) continue
    all = { ...all, [inLocale.locale]: { order: orderAfter(all, undefined) } }
  }
  return all
}

type FittedCapture = { capture: FilledBy; misfit?: Misfit }

const withoutDevice = ({
  mediaId,
  widthPx,
  heightPx,
}: Pick<Capture, 'mediaId' | 'widthPx' | 'heightPx'>): FilledBy => ({
  mediaId,
  sizePx: { widthPx, heightPx },
  deviceId: plainDeviceId,
  landscape: false,
})

function fitDevice(
  { mediaId, widthPx, heightPx, name }: Capture,
  store: CanvasStore | undefined,
): FittedCapture {
  const sizePx = { widthPx, heightPx }
  const plan = planDevice(sizePx, store)
  if (plan.kind === 'none') {
    return {
      capture: withoutDevice({ mediaId, widthPx, heightPx }),
      misfit: { name, ...sizePx, deviceName: undefined },
    }
  }
  const capture = { mediaId, sizePx, deviceId: plan.device.id, landscape: plan.landscape }
  if (plan.kind === 'exact') return { capture }
  return { capture, misfit: { name, ...sizePx, deviceName: plan.device.name } }
}

function pickOrientation(canvasSizeId: CanvasSizeId, { widthPx, heightPx }: Capture): Orientation {
  const requested = widthPx > heightPx ? 'landscape' : 'portrait'
  const taken = listOrientations(canvasSizeId)
  return taken.includes(requested) ? requested : (taken[0] ?? requested)
}

function findScreenToFill(
  screens: Readonly<Record<ScreenId, Screen>>,
  target: CaptureTarget | 'new' | undefined,
): Screen | undefined {
  if (target === 'new') return undefined
  const targeted = target === undefined ? undefined : screens[target.screenId]
  return targeted ?? listOrdered(screens).find(({ item }) => isEmptyScreen(item))?.item
}

import type { CanvasSize } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, findStore, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import { findCaptureCut } from '#app/document/catalogue/capture-cut.ts'
import type { Device, DeviceFamily } from '#app/document/catalogue/device-table.ts'
import { findDevice, planDevice } from '#app/document/catalogue/devices.ts'
import { planFrameLayout } from '#app/document/catalogue/frame-layout.ts'
import { planEmptyCapture } from '#app/document/edits/create-screen.ts'
import type { ElementId, Locale } from '#app/document/model/ids.ts'
import { isLostLens } from '#app/document/model/lost-lens.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { listFontMedia } from '#app/render/collect-media.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import { listTargetMedia } from './missing-media.ts'
import type { PreflightFix, PreflightInput, PreflightItem } from './preflight-item.ts'

export function checkPictures(
  project: Project,
  { target, missingMedia, findName }: PreflightInput & { target: ExportTarget },
): PreflightItem[] {
  const missing = listTargetMedia(project, target).filter((mediaId) => missingMedia.has(mediaId))
  const fonts = listFontMedia(getScreen(project, target))
  const empty = listVisible(getScreen(project, target)).filter(([, element]) =>
    isEmptyFrame(element, { locale: target.locale, fallbackLocale: getFallbackLocale(project) }),
  )
  return [
    ...missing.map((mediaId): PreflightItem => {
      return {
        kind: 'missing-media',
        level: 'error',
        isGap: true,
        message: describeMissing(findName(mediaId), fonts.has(mediaId) ? 'font' : 'capture'),
      }
    }),
    ...empty.map(
      ([elementId]): PreflightItem => ({
        kind: 'empty-frame',
        level: 'error',
        isGap: true,
        message: emptyFrameMessage,
        at: { ...target, elementId },
      }),
    ),
  ]
}

/** Magnifiers whose device is gone: they are drawn as an empty disc. */
export function checkLenses(project: Project, target: ExportTarget): PreflightItem[] {
  const screen = getScreen(project, target)
  return listVisible(screen)
    .filter(([, element]) => isLostLens(element, screen.elements))
    .map(([elementId]) => ({
      kind: 'empty-lens',
      level: 'warning',
      message: 'The magnifier shows no device. Choose a device for it, or delete it.',
      at: { ...target, elementId },
    }))
}

/** Devices that crop a good part of their capture, as an iPhone does with one of an iPad. */
export function checkCuts(
  project: Project,
  { target, findName, findSize }: PreflightInput & { target: ExportTarget },
): PreflightItem[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  return listVisible(getScreen(project, target)).flatMap(([elementId, element]): PreflightItem[] => {
    if (element.type !== 'frame') return []
    const mediaId = findLocalised(element.mediaByLocale, locales)
    const size = mediaId === undefined ? undefined : findSize?.(mediaId)
    if (mediaId === undefined || size === undefined) return []
    const cut = findCaptureCut(element, { widthPx: size.width, heightPx: size.height })
    if (cut === undefined) return []
    const name = findName(mediaId)
    const what = name === undefined ? 'a capture' : `the capture ${name}`
    const message = `${cut.deviceName} shows only ${Math.round(cut.shown * 100)} % of ${what}, which is of another shape. Choose the device it was taken on, or another capture.`
    const fitting = findFittingDevice(size, target)
    return [
      {
        kind: 'cut-capture',
        level: 'warning',
        message,
        at: { ...target, elementId },
        ...(fitting === undefined ? {} : { fix: replaceDevice(fitting.device, fitting.landscape) }),
      },
    ]
  })
}

export const emptyFrameMessage = 'A device has no capture yet.'

export function describeMissing(fileName: string | undefined, kind: 'capture' | 'font' = 'capture'): string {
  const what = fileName === undefined ? `A ${kind}` : `The ${kind} ${fileName}`
  const instead = kind === 'font' ? 'choose another font' : 'replace it'
  return `${what} is not on this device and cannot be fetched now. Go online, open the project where it was added, or ${instead}.`
}

/** Visible devices and pictures without a file in this language or in the fallback. */
export function listEmptyFrames(project: Project, target: ExportTarget): Element[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  return listVisible(getScreen(project, target))
    .filter(([, element]) => isEmptyFrame(element, locales))
    .map(([, element]) => element)
}

function isEmptyFrame(element: Element, locales: { locale: Locale; fallbackLocale: Locale }): boolean {
  return (
    (element.type === 'frame' || element.type === 'image') &&
    findLocalised(element.mediaByLocale, locales) === undefined
  )
}

/** Enlarged more than this, a capture looks blurred beside sharp text. */
const enlargedAtMost = 1.6

/** Captures with too few pixels for the size in which they are drawn. */
export function checkSharpness(
  project: Project,
  { target, findName, findSize }: PreflightInput & { target: ExportTarget },
): PreflightItem[] {
  if (findCanvasSize(target.canvasSizeId) === undefined) return []
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  const screen = getScreen(project, target)
  const { widthPx: canvasWidthPx } = getCanvasPx(target.canvasSizeId, screen.orientation)
  return listVisible(screen).flatMap(([elementId, element]): PreflightItem[] => {
    if (element.type !== 'frame') return []
    const mediaId = findLocalised(element.mediaByLocale, locales)
    const size = mediaId === undefined ? undefined : findSize?.(mediaId)
    if (mediaId === undefined || size === undefined) return []
    const shown = planFrameLayout(element).screen
    const covered = Math.max(shown.width / size.width, shown.height / size.height)
    const enlarged = covered * canvasWidthPx * element.zoom
    if (enlarged <= enlargedAtMost) return []
    const name = findName(mediaId) ?? 'A capture'
    const message = `${name} is drawn ${enlarged.toFixed(1)} times as large as it is and looks blurred. Take it again on a device with more pixels.`
    return [{ kind: 'small-capture', level: 'warning', message, at: { ...target, elementId } }]
  })
}

/** By whose size it is: no store refuses a device on a size of one's own. */
const foreignFamilies: Readonly<Record<CanvasSize['store'], readonly DeviceFamily[]>> = {
  'app-store': ['android-phone', 'android-tablet'],
  'google-play': ['iphone', 'ipad', 'mac'],
  own: [],
}

/** Devices of the other store, and screens without a device of the slot's own kind. */
export function checkDevices(project: Project, target: ExportTarget): PreflightItem[] {
  const size = findCanvasSize(target.canvasSizeId)
  // A slot without devices: `checkBareCaptures`.
  if (size === undefined || size.isBare) return []
  const screen = getScreen(project, target)
  const devices = listVisible(screen).flatMap(([elementId, element]) => {
    const device = element.type === 'frame' ? findDevice(element.device.deviceId) : undefined
    return device === undefined ? [] : [{ elementId, device }]
  })
  const usual = findDevice(planEmptyCapture(target.canvasSizeId, screen.orientation).deviceId)
  const fix = usual === undefined ? {} : { fix: replaceDevice(usual) }
  const foreign = foreignFamilies[size.store]
  const strangers = devices.filter(({ device }) => foreign.includes(device.family))
  const items = strangers.map(({ elementId, device }): PreflightItem => {
    const message =
      size.store === 'app-store'
        ? `${device.name} is no device of Apple; the App Store rejects pictures of other platforms.`
        : `${device.name} is no Android device; Google Play wants the app as it looks on Android.`
    const level = size.store === 'app-store' ? 'error' : 'warning'
    return { kind: 'wrong-store', level, message, at: { ...target, elementId }, ...fix }
  })
  const [first] = devices
  const isOfSlot = ({ device }: { device: Device }) => device.family === size.family
  if (first === undefined || strangers.length > 0 || !hasOwnDevice(size.family) || devices.some(isOfSlot)) {
    return items
  }
  const message = `${first.device.name} is on a picture for ${size.name}, which shows no device of its own kind.`
  return [
    ...items,
    {
      kind: 'wrong-device',
      level: 'warning',
      message,
      at: { ...target, elementId: first.elementId },
      ...fix,
    },
  ]
}

const hasOwnDevice = (family: string) =>
  ['iphone', 'ipad', 'android-phone', 'android-tablet'].includes(family)

const replaceDevice = ({ id, name }: Device, landscape?: boolean): PreflightFix => ({
  kind: 'use-device',
  deviceId: id,
  label: `Use ${name}`,
  ...(landscape === undefined ? {} : { landscape }),
})

/** The device that the capture was taken on, where the store of the size has it. */
function findFittingDevice(
  size: { width: number; height: number },
  target: ExportTarget,
): { device: Device; landscape: boolean } | undefined {
  const store = findStore(target.canvasSizeId)
  const plan = planDevice({ widthPx: size.width, heightPx: size.height }, store)
  return plan.kind !== 'none' && plan.device.store === store ? plan : undefined
}

function listVisible(screen: Screen): [ElementId, Element][] {
  return listOrdered<ElementId, Element>(screen.elements)
    .filter(({ item }) => item.visible)
    .map(({ id, item }) => [id, item])
}

import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import { pickOrientation } from '../edits/lay-out-screen.ts'
import type { CanvasSizeId, ElementId } from '../model/ids.ts'
import type { Element, FrameElement, LinkedScreen, Overrides, Screen } from '../model/schema.ts'
import { withoutLink } from '../model/screen-link.ts'
import { applyOverrides, isOwnElement } from './apply-overrides.ts'
import { deriveScreen } from './derive-screen.ts'
import { isFields, sparseGroups } from './merge-fields.ts'

type Fields = Readonly<Record<string, unknown>>
/** A value before and after an edit, and what it would be without an override. */
type Edit = { before: Fields; after: Fields; derived: Fields }
type ElementOverrides = Readonly<NonNullable<Overrides['elements']>>

const notFields = new Set(['id', 'order', 'elements', 'orientation'])
const geometry = ['x', 'y', 'width', 'height', 'rotation']

/**
 * The link of a screen after an edit of the resolved screen: each field that the edit changed becomes an override, or
 * loses its override where it is again as the master gives it. Fields that the edit left alone stay as they were, so
 * that they go on following the master. Turning the screen lays it out anew.
 */
export function updateOverrides(
  link: LinkedScreen,
  {
    canvasSizeId,
    source,
    before,
    after,
  }: { canvasSizeId: CanvasSizeId; source: Screen } & Record<'before' | 'after', Screen>,
): LinkedScreen {
  const isTurned = before.orientation !== after.orientation
  const turned = isTurned ? turnLink(link, after, pickOrientation(canvasSizeId, source.orientation)) : link
  const worded = withElements(
    turned,
    overrideTexts(turned.overrides.elements ?? {}, { before, after, source }),
  )
  const derived = deriveScreen({ source, canvasSizeId }, worded)
  const { elements: own = {}, ...fields } = worded.overrides
  const plain = { before: withoutLink(before), after: withoutLink(after), derived: withoutLink(derived) }
  const screenFields = overrideFields(fields, plain, (key) => !notFields.has(key)) as Overrides
  const elements = isTurned
    ? overrideTurned(own, after, derived)
    : overrideElements(own, { before: before.elements, after: after.elements, derived: derived.elements })
  const order = before.order === after.order ? link.order : after.order
  const { order: _order, ...rest } = worded
  return {
    ...withElements({ ...rest, overrides: screenFields }, elements),
    ...(order === undefined || order === source.order ? {} : { order }),
  }
}

/** Places of the other orientation mean nothing in this one. */
function turnLink(link: LinkedScreen, { orientation }: Screen, usual: Screen['orientation']): LinkedScreen {
  const { orientation: _before, elements = {}, ...overrides } = link.overrides
  const placed = Object.entries(elements).map(([id, override]) => {
    if (override === null || isOwnElement(override)) return [id, override] as const
    return [id, dropFields(override, geometry)] as const
  })
  const turned = { ...overrides, ...(orientation === usual ? {} : { orientation }) }
  return withElements({ ...link, overrides: turned }, Object.fromEntries(placed) as ElementOverrides)
}

const dropFields = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))

function withElements(link: LinkedScreen, elements: ElementOverrides): LinkedScreen {
  const kept = Object.entries(elements).filter(
    ([, override]) => override === null || Object.keys(override).length > 0,
  )
  const { elements: _before, ...overrides } = link.overrides
  return {
    ...link,
    overrides:
      kept.length === 0
        ? overrides
        : { ...overrides, elements: Object.fromEntries(kept) as ElementOverrides },
  }
}

/** The layout depends on the texts: they are known before the rest is compared with it. */
function overrideTexts(
  overrides: ElementOverrides,
  { before, after, source }: Record<'before' | 'after' | 'source', Screen>,
): ElementOverrides {
  const next: Record<string, unknown> = { ...overrides }
  for (const [key, element] of Object.entries<Element>(after.elements)) {
    const id = key as ElementId
    const [was, master, override] = [before.elements[id], source.elements[id], overrides[id]]
    if (element.type !== 'text' || was?.type !== 'text' || master?.type !== 'text') continue
    if (was.contentByLocale === element.contentByLocale || override === null || isOwnElement(override))
      continue
    const edit = {
      before: was.contentByLocale,
      after: element.contentByLocale,
      derived: master.contentByLocale,
    }
    next[id] = withGroup(
      override ?? {},
      'contentByLocale',
      overrideFields(groupOf(override, 'contentByLocale'), edit),
    )
  }
  return next as ElementOverrides
}

/** Set by the layout of the other orientation, not by the edit. */
const laidOut = new Set([...geometry, 'style', 'shadow', 'fit', 'device'])

/**
 * Of a turned screen: the layout is the master's, but what the edit changed besides is kept. A device that took another
 * capture is where the edit put it, as are elements of the size's own.
 */
function overrideTurned(overrides: ElementOverrides, after: Screen, derived: Screen): ElementOverrides {
  const expected = applyOverrides(derived, { elements: overrides })
  const next: Record<string, unknown> = { ...overrides }
  for (const [key, element] of Object.entries<Element>(after.elements)) {
    const id = key as ElementId
    const [was, master, override] = [expected.elements[id], derived.elements[id], overrides[id]]
    if (was === undefined || master === undefined || isOwnElement(override)) next[id] = element
    else {
      const isFilled = element.type === 'frame' && was.type === 'frame' && !isSameDevice(element, was)
      const edit = { before: was, after: element, derived: master }
      const isField = (field: string) => isFilled || (!laidOut.has(field) && field !== 'contentByLocale')
      next[id] = overrideFields(override ?? {}, edit, isField)
    }
  }
  for (const key of Object.keys(expected.elements)) {
    const id = key as ElementId
    if (after.elements[id] !== undefined) continue
    if (derived.elements[id] === undefined) delete next[id]
    else next[id] = null
  }
  return next as ElementOverrides
}

const isSameDevice = (a: FrameElement, b: FrameElement) =>
  isEqual(a.mediaByLocale, b.mediaByLocale) && a.device.deviceId === b.device.deviceId

type Elements = Screen['elements']

function overrideElements(
  overrides: ElementOverrides,
  { before, after, derived }: Record<'before' | 'after' | 'derived', Elements>,
): ElementOverrides {
  const next: Record<string, unknown> = { ...overrides }
  for (const [key, element] of Object.entries<Element>(after)) {
    const id = key as ElementId
    const [was, master, override] = [before[id], derived[id], overrides[id]]
    if (element === was) continue
    if (master === undefined || master.type !== element.type || isOwnElement(override)) next[id] = element
    else {
      // An element that was left out here and is back differs in whatever it differs.
      const edit = { before: was ?? {}, after: element, derived: master }
      const isKnown = was?.type === 'text' && override !== null
      next[id] = overrideFields(override ?? {}, edit, (field) => !isKnown || field !== 'contentByLocale')
    }
  }
  for (const key of Object.keys(before)) {
    const id = key as ElementId
    if (after[id] !== undefined) continue
    if (derived[id] === undefined) delete next[id]
    else next[id] = null
  }
  return next as ElementOverrides
}

/** The overriding fields after the edit. */
function overrideFields(
  overrides: Fields,
  edit: Edit,
  isField: (key: string) => boolean = () => true,
): Fields {
  const { before, after, derived } = edit
  let next = overrides
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, now, master] = [before[key], after[key], derived[key]]
    if (!isField(key) || isEqual(was, now)) continue
    if (sparseGroups.has(key) && isFields(now) && isFields(master)) {
      const group = { before: isFields(was) ? was : {}, after: now, derived: master }
      next = withGroup(next, key, overrideFields(groupOf(next, key), group))
    } else next = isEqual(now, master) ? dropFields(next, [key]) : { ...next, [key]: now ?? null }
  }
  return next
}

function groupOf(override: unknown, key: string): Fields {
  const group = isFields(override) ? override[key] : undefined
  return isFields(group) ? group : {}
}

const withGroup = (fields: Fields, key: string, group: Fields): Fields =>
  Object.keys(group).length === 0 ? dropFields(fields, [key]) : { ...fields, [key]: group }

const isEqual = (a: unknown, b: unknown) => isSame(a as Json | undefined, b as Json | undefined)

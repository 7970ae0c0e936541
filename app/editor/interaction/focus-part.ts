const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'

/** The parts of the editor in order: bar, panels, the open panel, stage, properties. */
const listParts = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-part]')].filter((part) => part.checkVisibility())

/** Where each part was left. */
const lastOf = new WeakMap<Element, HTMLElement>()

/** From the part that has the focus to the next one, where the focus was when that was left by this command. */
export function focusNextPart(step: -1 | 1): void {
  const parts = listParts()
  const { activeElement } = document
  const at = parts.findIndex((part) => part.contains(activeElement))
  const left = parts[at]
  if (left !== undefined && activeElement instanceof HTMLElement) lastOf.set(left, activeElement)
  const next = at === -1 ? (step === 1 ? 0 : parts.length - 1) : (at + step + parts.length) % parts.length
  const part = parts[next]
  if (part !== undefined) findEntry(part)?.focus()
}

function findEntry(part: HTMLElement): HTMLElement | undefined {
  const last = lastOf.get(part)
  if (last !== undefined && part.contains(last) && last.checkVisibility()) return last
  const home = part.querySelector<HTMLElement>('[data-focus-home]')
  return home ?? findFirst(part.querySelector('[data-part-start]') ?? part)
}

const findFirst = (place: Element): HTMLElement | undefined =>
  [...place.querySelectorAll<HTMLElement>(focusable)].find(
    (each) => each.tabIndex >= 0 && each.checkVisibility(),
  )

/** Frames that are waited for something to come: a panel may have to be fetched first. */
const patienceFrames = 300

/** Once it is there, unless a key or a press comes first. */
function focusWhenThere(find: () => HTMLElement | undefined | null): void {
  const over = new AbortController()
  for (const type of ['keydown', 'pointerdown'])
    window.addEventListener(type, () => over.abort(), { capture: true, signal: over.signal })
  let left = patienceFrames
  const look = () => {
    if (over.signal.aborted) return
    const found = find()
    left -= 1
    if (!found && left > 0) return requestAnimationFrame(look)
    over.abort()
    found?.focus({ preventScroll: true })
  }
  // The palette gives the focus back a frame after it closed.
  requestAnimationFrame(() => requestAnimationFrame(look))
}

/** The first control of a panel that was opened by a key. */
export const focusPanel = (name: string): void =>
  focusWhenThere(() => {
    const body = document.querySelector(`aside[data-panel="${name}"] [data-part-start]`)
    return body === null ? undefined : findFirst(body)
  })

/** An element on the stage; without one, the name of the current screen. */
export const focusOnStage = (elementId?: string): void =>
  focusWhenThere(() =>
    document.querySelector<HTMLElement>(
      elementId === undefined ? '[data-focus-home]' : `[data-element-id="${elementId}"][tabindex="0"]`,
    ),
  )

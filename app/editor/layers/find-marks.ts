import type { ElementId } from '#app/document/model/ids.ts'
import { isLostLens } from '#app/document/model/lost-lens.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { isOwnElement } from '#app/document/resolve/apply-overrides.ts'

export type LayerMark = 'across' | 'overflows' | 'lost' | 'changed' | 'own' | 'outside' | 'cut'

/** In the name of the layer's row and, with a capital, as the tooltip of its sign. */
export const markWords: Readonly<Record<LayerMark, string>> = {
  across: 'across screens',
  overflows: 'does not fit its box',
  lost: 'shows no device',
  changed: 'other than its master',
  own: 'only in this size',
  outside: 'outside the screen, in no picture',
  cut: 'cut off at the edge',
}

/** What is to be known of an element besides what it is; the rest is measured by the caller. */
export function findMarks(
  screen: Screen,
  elementId: ElementId,
  { overflows, isOutside, isCut = false }: { overflows: boolean; isOutside: boolean; isCut?: boolean },
): readonly LayerMark[] {
  const element = screen.elements[elementId]
  if (element === undefined) return []
  const override: unknown = readLink(screen)?.overrides.elements?.[elementId]
  // What runs across screens is in the pictures that it touches.
  const spans = element.spans === true
  return [
    ...(spans ? (['across'] as const) : []),
    ...(overflows ? (['overflows'] as const) : []),
    ...(isLostLens(element, screen.elements) ? (['lost'] as const) : []),
    ...(override === undefined ? [] : isOwnElement(override) ? (['own'] as const) : (['changed'] as const)),
    ...(isOutside && element.visible && !spans ? (['outside'] as const) : []),
    ...(isCut && element.visible && !spans ? (['cut'] as const) : []),
  ]
}

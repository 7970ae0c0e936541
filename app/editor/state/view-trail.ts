import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'

/** Earlier views, the last one at the end: the view to return to when the current one's target is removed. */
export type ViewTrail = {
  readonly places: ReadonlyArray<{ canvasSizeId: CanvasSizeId; screenId: ScreenId | undefined }>
  readonly locales: readonly Locale[]
}

export const emptyTrail: ViewTrail = { places: [], locales: [] }

type Seen = { canvasSizeId: CanvasSizeId; screenId: ScreenId | undefined; locale: Locale }

/** The view changed to another size or language. */
export function leaveTrail(trail: ViewTrail, before: Seen, now: Seen): ViewTrail {
  const { canvasSizeId, screenId, locale } = before
  return {
    places:
      canvasSizeId === now.canvasSizeId
        ? trail.places
        : [
            ...trail.places.filter((place) => place.canvasSizeId !== canvasSizeId),
            { canvasSizeId, screenId },
          ],
    locales:
      locale === now.locale ? trail.locales : [...trail.locales.filter((other) => other !== locale), locale],
  }
}

/** Addresses of the review page; each is a plain link or form. */

export type ReviewPlace = {
  token: string
  canvasSizeId: string
  locale: string
}

export function linkToSet(
  { token, canvasSizeId, locale }: ReviewPlace,
  rest: Record<string, string> = {},
): string {
  return `/r/${token}?${new URLSearchParams({ size: canvasSizeId, language: locale, ...rest })}`
}

export const linkToPicture = (
  { token, canvasSizeId, locale }: ReviewPlace,
  { screenId, version }: { screenId: string; version: string },
): string =>
  `/r/${token}/pictures/${[canvasSizeId, locale, screenId].map(encodeURIComponent).join('/')}?v=${version}`

/** CSS pixels of a picture on the page: fixed, because a click without scripts is told in them. */
export type ShownSize = { width: number; height: number }

const NARROW_MAX = { width: 288, height: 624 }
const WIDE_MAX = { width: 592, height: 624 }

/** On a phone, and on a wide window; the same for a portrait. */
export function planShownSizes(picture: { widthPx: number; heightPx: number }): {
  narrow: ShownSize
  wide: ShownSize
} {
  return { narrow: scaleInto(picture, NARROW_MAX), wide: scaleInto(picture, WIDE_MAX) }
}

function scaleInto({ widthPx, heightPx }: { widthPx: number; heightPx: number }, max: ShownSize): ShownSize {
  const scale = Math.min(max.width / widthPx, max.height / heightPx)
  return { width: Math.round(widthPx * scale), height: Math.round(heightPx * scale) }
}

/** Where somebody clicked, as fractions. A key press says (0, 0), which is no place. */
export function readPin(
  query: URLSearchParams,
  picture: { widthPx: number; heightPx: number },
): { x: number; y: number } | undefined {
  const sizes = planShownSizes(picture)
  for (const name of ['narrow', 'wide'] as const) {
    const [left, top] = [Number(query.get(`${name}.x`)), Number(query.get(`${name}.y`))]
    const isClick = Number.isFinite(left) && Number.isFinite(top) && (left > 0 || top > 0)
    if (isClick) return { x: toFraction(left / sizes[name].width), y: toFraction(top / sizes[name].height) }
  }
  return undefined
}

const toFraction = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000

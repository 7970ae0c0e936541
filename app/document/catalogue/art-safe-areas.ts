type Area = { x: number; y: number; width: number; height: number }

/** In pixels of the size named; what lies outside is cut off on some devices. Source: store-sizes, October 2026. */
const areasPx: Readonly<Record<string, Area & { ofWidthPx: number }>> = {
  'apple-header': { x: 1097, y: 493, width: 1646, height: 661, ofWidthPx: 3840 },
  'apple-search-result': { x: 836, y: 765, width: 2168, height: 1030, ofWidthPx: 3840 },
  'apple-universal': { x: 1921, y: 660, width: 1402, height: 962, ofWidthPx: 5244 },
}

/** The part of a graphic that the store shows everywhere, in canvas widths; `undefined`: all of it is shown. */
export function findArtSafeArea(canvasSizeId: string): Area | undefined {
  const area = Object.hasOwn(areasPx, canvasSizeId) ? areasPx[canvasSizeId] : undefined
  if (area === undefined) return undefined
  const { ofWidthPx, x, y, width, height } = area
  return { x: x / ofWidthPx, y: y / ofWidthPx, width: width / ofWidthPx, height: height / ofWidthPx }
}

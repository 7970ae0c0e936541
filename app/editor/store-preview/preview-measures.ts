import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import type { PreviewDevice, PreviewPlace } from './preview-choices.ts'

/** In points, which are CSS pixels. */
export type Measures = {
  /** Width of the page. */
  page: number
  /** Space beside the content. */
  margin: number
  gap: number
  radius: number
  /** Upright and lying pictures. */
  portrait: number
  landscape: number
  /** The store shows no more at once; absent: all, in a row that scrolls. */
  most?: { portrait: number; landscape: number }
}

/**
 * Sizes of a listing's pictures as the stores' apps show them in 2026, read off captures of a 390 pt phone, an 820 pt tablet and
 * their Android counterparts. The stores publish none and change them, so they are close and not exact.
 */
export const measures: Readonly<
  Record<CanvasStore, Readonly<Record<PreviewDevice, Readonly<Record<PreviewPlace, Measures>>>>>
> = {
  'app-store': {
    phone: {
      search: {
        page: 390,
        margin: 20,
        gap: 8,
        radius: 10,
        portrait: 111,
        landscape: 350,
        most: { portrait: 3, landscape: 1 },
      },
      page: { page: 390, margin: 20, gap: 10, radius: 24, portrait: 222, landscape: 350 },
    },
    tablet: {
      search: {
        page: 820,
        margin: 32,
        gap: 12,
        radius: 10,
        portrait: 160,
        landscape: 372,
        most: { portrait: 3, landscape: 2 },
      },
      page: { page: 820, margin: 32, gap: 16, radius: 16, portrait: 270, landscape: 480 },
    },
  },
  'google-play': {
    phone: {
      search: { page: 412, margin: 24, gap: 8, radius: 8, portrait: 104, landscape: 312 },
      page: { page: 412, margin: 24, gap: 8, radius: 8, portrait: 128, landscape: 368 },
    },
    tablet: {
      search: { page: 840, margin: 32, gap: 12, radius: 8, portrait: 144, landscape: 400 },
      page: { page: 840, margin: 32, gap: 12, radius: 8, portrait: 180, landscape: 480 },
    },
  },
}

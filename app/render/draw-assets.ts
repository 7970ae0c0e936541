import type { Locale, MediaId } from '#app/document/model/ids.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'

/** A decoded picture: ImageBitmap in the browser and in workers, Image of @napi-rs/canvas on a command line. */
export type Picture = { readonly width: number; readonly height: number } & CanvasImageSource

/** Everything `drawScreen` needs beside the screen; gathered by the caller, so that drawing itself is pure. */
export type DrawAssets = {
  /** The size of the target in device pixels; the canvas' width is the unit of every length in the document. */
  widthPx: number
  heightPx: number
  /** The language shown, and the fallback where a capture or caption is missing. */
  locale: Locale
  fallbackLocale: Locale
  findPicture(mediaId: MediaId): Picture | undefined
  /** All elements of the screen, for those that show another one: a magnifier. */
  elements?: Screen['elements'] | undefined
  /** Label of the placeholder drawn where the picture is missing. */
  findName(mediaId: MediaId): string | undefined
  /**
   * Creates a transparent canvas, for elements that fade as one piece. Without it their parts fade one by one and show
   * through each other.
   */
  createLayer?: CreateLayer
  /** The shared background of which this screen shows a slice; it takes the place of the screen's own. */
  panorama?: Panorama | undefined
}

/** One background spanning `count` screens side by side, of which this one is the `index`-th. */
export type Panorama = { background: Background; index: number; count: number }

export type CreateLayer = (widthPx: number, heightPx: number) => DrawContext | undefined

/** The 2D context drawing needs: the same members in windows, workers and @napi-rs/canvas. */
export type DrawContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

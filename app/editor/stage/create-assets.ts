import type { Locale } from '#app/document/model/ids.ts'
import { createLayer } from '#app/render/create-layer.ts'
import type { DrawAssets, Panorama } from '#app/render/draw-assets.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** The assets for drawing one canvas, in device pixels of its shown size. */
export function createAssets(
  { session, pictures, languages }: Pick<EditorController, 'session' | 'pictures' | 'languages'>,
  shown: {
    locale: Locale
    widthPx: number
    heightPx: number
    scale: number
    panorama?: Panorama | undefined
  },
): DrawAssets {
  // Never finer than the exported file: a deep zoom would draw canvases of forty megapixels without more detail.
  const density = Math.min(1, shown.scale * (window.devicePixelRatio || 1))
  return {
    widthPx: Math.max(1, Math.round(shown.widthPx * density)),
    heightPx: Math.max(1, Math.round(shown.heightPx * density)),
    locale: shown.locale,
    fallbackLocale: languages().fallbackLocale,
    findPicture: (mediaId) => pictures.find(mediaId),
    findName: (mediaId) => session.media.findName(mediaId),
    createLayer,
    panorama: shown.panorama,
  }
}

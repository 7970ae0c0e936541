import { useEffect, useState } from 'react'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { findBrandColours } from '#app/document/template-sets/brand-colours.ts'
import { listMediaIds } from '#app/render/collect-media.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'

const mostCaptures = 6
/** Enough for the colours of a capture, and read in a moment. */
const samplePx = { width: 40, height: 80 }

/** The colours the captures of this size show most, once these are decoded; empty for an app of greys. */
export function useBrandColours(): readonly string[] {
  const { pictures, languages } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screens = useProject((project) => project.screensByCanvasSize[canvasSizeId])
  const [colours, setColours] = useState<readonly string[]>([])

  useEffect(() => {
    const { locale, fallbackLocale } = languages()
    const mediaIds = listOrdered<string, Screen>(screens)
      .flatMap(({ item }) => listMediaIds(item, locale, fallbackLocale))
      .slice(0, mostCaptures)
    const read = () => {
      const found = mediaIds.flatMap((mediaId) => pictures.find(mediaId) ?? [])
      const next = findBrandColours(readPixels(found))
      setColours((before) => (before.join() === next.join() ? before : next))
    }
    // After the stage: nothing waits for the colours.
    const timer = setTimeout(read, 200)
    const unsubscribe = pictures.subscribe(read)
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [pictures, languages, screens])

  return colours
}

function readPixels(found: readonly CanvasImageSource[]): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(samplePx.width * Math.max(found.length, 1), samplePx.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null || found.length === 0) return new Uint8ClampedArray()
  for (const [index, picture] of found.entries()) {
    context.drawImage(picture, index * samplePx.width, 0, samplePx.width, samplePx.height)
  }
  return context.getImageData(0, 0, canvas.width, canvas.height).data
}

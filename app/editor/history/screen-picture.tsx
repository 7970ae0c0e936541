import { useEffect, useLayoutEffect, useRef } from 'react'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import type { Panorama } from '#app/render/draw-assets.ts'
import { createAssets } from '../stage/create-assets.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { createScreenPainter, type ScreenPainter } from '../state/screen-painter.ts'
import { useEditor, useUi } from '../state/use-editor.ts'

/** Small pictures are drawn later than the stage: they never compete with an edit for the same frame. */
const restMs = 150

/** A small picture of a screen, drawn by the same code as the stage and the export. */
export function ScreenPicture({
  screen,
  widthPx,
  className,
  sizeId,
  panorama,
  shownLocale,
}: {
  screen: Screen
  /** Width in CSS pixels. */
  widthPx: number
  className?: string | undefined
  /** Absent: the size that is open. */
  sizeId?: CanvasSizeId
  panorama?: Panorama | undefined
  /** Absent: the language that is open. */
  shownLocale?: Locale | undefined
}) {
  const editor = useEditor()
  const openSizeId = useUi((ui) => ui.canvasSizeId)
  const canvasSizeId = sizeId ?? openSizeId
  const openLocale = useUi((ui) => ui.locale)
  const locale = shownLocale ?? openLocale
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const painterRef = useRef<ScreenPainter>(undefined)
  const canvasPx = findCanvasPx(canvasSizeId, screen.orientation)

  useLayoutEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return
    const painter = createScreenPainter(canvas, editor.stageState.frames)
    painterRef.current = painter
    const watcher = new IntersectionObserver(([entry]) => painter.setSeen(entry?.isIntersecting ?? false), {
      rootMargin: '100px',
    })
    watcher.observe(canvas)
    const unsubscribePictures = editor.pictures.subscribe(() => painter.invalidate())
    const unsubscribeFonts = editor.fonts.version.subscribe(() => painter.invalidate())
    return () => {
      watcher.disconnect()
      unsubscribePictures()
      unsubscribeFonts()
      painter.close()
    }
  }, [editor])

  useLayoutEffect(() => {
    const scale = widthPx / canvasPx.widthPx
    painterRef.current?.setAssets(createAssets(editor, { locale, ...canvasPx, scale, panorama }))
  }, [editor, locale, canvasPx, widthPx, panorama])

  useEffect(() => {
    editor.fonts.need(listFontNeeds(screen))
    const first = canvasRef.current?.dataset.painted === undefined
    const timer = setTimeout(() => painterRef.current?.show(screen), first ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [editor, screen])

  return (
    <canvas
      ref={canvasRef}
      className={className}
      style={{ width: widthPx, height: (widthPx * canvasPx.heightPx) / canvasPx.widthPx }}
    />
  )
}

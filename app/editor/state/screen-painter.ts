import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { DrawAssets, Panorama } from '#app/render/draw-assets.ts'
import { drawScreenExcept } from '#app/render/draw-screen.ts'
import type { FrameQueue } from './frame-queue.ts'

/** Draws one screen to one canvas, as rarely as possible: never while it is out of sight. */
export interface ScreenPainter {
  readonly canvas: HTMLCanvasElement
  show(screen: Screen): void
  /** A draft in place of the screen, and of the panorama it shows a part of; no screen ends it. */
  preview(screen: Screen | undefined, panorama?: Panorama | undefined): void
  /** Elements drawn elsewhere: on a drag layer, or under a text field. */
  hide(elementIds: ReadonlySet<ElementId>): void
  setAssets(assets: DrawAssets): void
  setSeen(seen: boolean): void
  /** Pictures or fonts arrived. */
  invalidate(): void
  /** Runs once, right after the next drawing. */
  afterPaint(callback: () => void): void
  getAssets(): DrawAssets | undefined
  close(): void
}

export function createScreenPainter(canvas: HTMLCanvasElement, frames: FrameQueue): ScreenPainter {
  const context = canvas.getContext('2d', { alpha: false })
  let screen: Screen | undefined
  let draft: Screen | undefined
  let draftPanorama: Panorama | undefined
  let hidden: ReadonlySet<ElementId> = new Set()
  let assets: DrawAssets | undefined
  let seen = false
  let stale = true
  let waiting: (() => void)[] = []

  const paint = () => {
    const shown = draft ?? screen
    if (context === null || shown === undefined || assets === undefined) return
    stale = false
    if (canvas.width !== assets.widthPx) canvas.width = assets.widthPx
    if (canvas.height !== assets.heightPx) canvas.height = assets.heightPx
    const shownAssets = draft === undefined ? assets : { ...assets, panorama: draftPanorama }
    drawScreenExcept(context, shown, shownAssets, hidden)
    canvas.dataset.painted = ''
    const callbacks = waiting
    waiting = []
    for (const callback of callbacks) callback()
  }

  const request = () => {
    stale = true
    if (seen) frames.request(paint)
  }

  return {
    canvas,
    show(next) {
      if (next === screen) return
      screen = next
      request()
    },
    preview(next, panorama) {
      if (next === draft && panorama?.background === draftPanorama?.background) return
      draft = next
      draftPanorama = panorama
      request()
    },
    hide(elementIds) {
      if (elementIds.size === 0 && hidden.size === 0) return
      hidden = elementIds
      request()
    },
    setAssets(next) {
      assets = next
      request()
    },
    setSeen(next) {
      seen = next
      if (seen && stale) frames.request(paint)
    },
    invalidate: request,
    afterPaint(callback) {
      waiting.push(callback)
      request()
      if (!seen) paint()
    },
    getAssets: () => assets,
    close() {
      frames.cancel(paint)
      waiting = []
    },
  }
}

import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { DrawAssets, Panorama } from '#app/render/draw-assets.ts'
import { createFlush, drawInSlices } from '#app/render/draw-in-slices.ts'
import { drawScreenExcept, drawScreenInSteps } from '#app/render/draw-screen.ts'
import type { FrameQueue } from './frame-queue.ts'

/**
 * Draws one screen to one canvas, as rarely as possible: never while it is out of sight. It is drawn beside the canvas, in
 * slices, and shown when it is whole.
 */
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
  let screen: Screen | undefined
  let draft: { screen: Screen; panorama: Panorama | undefined } | undefined
  let hidden: ReadonlySet<ElementId> = new Set()
  let assets: DrawAssets | undefined
  let seen = false
  let stale = true

  const plan = (): Picture | undefined => {
    if (assets === undefined) return undefined
    if (draft) return { screen: draft.screen, assets: { ...assets, panorama: draft.panorama }, hidden }
    return screen && { screen, assets, hidden }
  }
  const drawing = createDrawing(canvas, () => {
    if (stale && seen) frames.request(paint)
  })
  const draw = (start: (picture: Picture) => void) => {
    const picture = plan()
    if (picture === undefined) return
    stale = false
    start(picture)
  }
  // What is under way is shown first, or a value that changes at every frame would never be seen.
  const paint = () => {
    if (!drawing.isUnderWay()) draw(drawing.start)
  }
  const request = () => {
    stale = true
    if (seen) frames.request(paint)
  }
  /** What is under way would be wrong. */
  const restart = () => {
    drawing.abandon()
    request()
  }

  return {
    canvas,
    show(next) {
      if (next === screen) return
      screen = next
      request()
    },
    preview(next, panorama) {
      if (next === draft?.screen && panorama?.background === draft?.panorama?.background) return
      draft = next && { screen: next, panorama }
      request()
    },
    hide(elementIds) {
      if (elementIds.size === 0 && hidden.size === 0) return
      hidden = elementIds
      restart()
    },
    setAssets(next) {
      assets = next
      restart()
    },
    setSeen(next) {
      seen = next
      if (seen && stale) frames.request(paint)
    },
    invalidate: request,
    afterPaint(callback) {
      drawing.afterNext(callback)
      request()
      if (!seen) draw(drawing.drawAtOnce)
    },
    getAssets: () => assets,
    close() {
      frames.cancel(paint)
      drawing.close()
    },
  }
}

type Picture = { screen: Screen; assets: DrawAssets; hidden: ReadonlySet<ElementId> }

/** `onShown` is called after a picture that was drawn in slices is on the canvas. */
function createDrawing(canvas: HTMLCanvasElement, onShown: () => void) {
  const context = canvas.getContext('2d', { alpha: false })
  let waiting: (() => void)[] = []
  let underWay: { stop?: () => void; callbacks: (() => void)[] } | undefined

  const fitCanvas = ({ assets: { widthPx, heightPx } }: Picture) => {
    if (canvas.width !== widthPx) canvas.width = widthPx
    if (canvas.height !== heightPx) canvas.height = heightPx
  }
  const finish = (callbacks: readonly (() => void)[]) => {
    canvas.dataset.painted = ''
    for (const callback of callbacks) callback()
  }
  /** What waited for it waits for the next. */
  const abandon = () => {
    underWay?.stop?.()
    waiting.unshift(...(underWay?.callbacks ?? []))
    underWay = undefined
  }
  const drawAtOnce = (picture: Picture) => {
    abandon()
    if (context === null) return
    fitCanvas(picture)
    drawScreenExcept(context, picture.screen, picture.assets, picture.hidden)
    finish(waiting.splice(0))
  }

  return {
    isUnderWay: () => underWay !== undefined,
    abandon,
    drawAtOnce,
    start(picture: Picture) {
      const beside = new OffscreenCanvas(picture.assets.widthPx, picture.assets.heightPx)
      const target = beside.getContext('2d', { alpha: false })
      if (target === null) return drawAtOnce(picture)
      const started: NonNullable<typeof underWay> = { callbacks: waiting.splice(0) }
      underWay = started
      started.stop = drawInSlices({
        steps: drawScreenInSteps(target, picture.screen, picture.assets, picture.hidden),
        flush: createFlush(beside),
        done: () => {
          underWay = undefined
          fitCanvas(picture)
          context?.drawImage(beside, 0, 0)
          finish(started.callbacks)
          onShown()
        },
        failed: (error) => {
          underWay = undefined
          throw error
        },
      })
    },
    /** Runs once, after the next picture that is begun from now on. */
    afterNext: (callback: () => void) => void waiting.push(callback),
    close() {
      underWay?.stop?.()
      waiting = []
    },
  }
}

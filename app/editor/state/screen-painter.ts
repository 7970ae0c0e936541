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
  /**
   * Elements drawn elsewhere: on a drag layer, or under a text field, which comes and goes with this very frame
   * (`isAtOnce`).
   */
  hide(elementIds: ReadonlySet<ElementId>, isAtOnce?: boolean): void
  /** The same for parts of another screen's elements. Returns whether the next drawing shows a difference. */
  hidePassing(elementIds: ReadonlySet<ElementId>): boolean
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
  const shown: Shown = { hidden: none, passing: none }
  let seen = false
  let stale = true

  const drawing = createDrawing(canvas, () => {
    if (stale && seen) frames.request(paint)
  })
  const draw = (start: (picture: Picture) => void) => {
    const picture = planPicture(shown)
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
      if (next === shown.screen) return
      shown.screen = next
      request()
    },
    preview(next, panorama) {
      const { draft } = shown
      if (next === draft?.screen && panorama?.background === draft?.panorama?.background) return
      shown.draft = next && { screen: next, panorama }
      request()
    },
    hide(elementIds, isAtOnce = false) {
      if (elementIds.size === 0 && shown.hidden.size === 0) return
      shown.hidden = elementIds
      if (isAtOnce && seen) draw(drawing.drawAtOnce)
      else restart()
    },
    hidePassing(elementIds) {
      if (elementIds.size === 0 && shown.passing.size === 0) return false
      shown.passing = elementIds
      restart()
      return seen
    },
    setAssets(next) {
      shown.assets = next
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
    getAssets: () => shown.assets,
    close() {
      frames.cancel(paint)
      drawing.close()
    },
  }
}

const none: ReadonlySet<ElementId> = new Set()

type Shown = {
  screen?: Screen | undefined
  draft?: { screen: Screen; panorama: Panorama | undefined } | undefined
  hidden: ReadonlySet<ElementId>
  passing: ReadonlySet<ElementId>
  assets?: DrawAssets
}

function planPicture({ screen, draft, hidden, passing, assets }: Shown): Picture | undefined {
  if (assets === undefined) return undefined
  const shared = { assets, hidden: new Set([...hidden, ...passing]) }
  if (draft) return { ...shared, screen: draft.screen, assets: { ...assets, panorama: draft.panorama } }
  return screen && { ...shared, screen }
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
          // Its memory is given back now, not when it is collected.
          beside.width = 0
          finish(started.callbacks)
          onShown()
        },
        failed: (error) => {
          abandon()
          onShown()
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

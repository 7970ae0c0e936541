import type { ScreenId } from '#app/document/model/ids.ts'
import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import { createFrameQueue, type FrameQueue } from './frame-queue.ts'
import type { ScreenPainter } from './screen-painter.ts'

/** The DOM parts of a screen on the stage, which gestures and previews use without React. */
export type StagedScreen = {
  readonly artboard: HTMLElement
  readonly painter: ScreenPainter
  /** Parent of drag layers, clipped to the artboard. */
  readonly dragged: HTMLElement
}

/** The stage's working state outside React; one per open editor. */
export interface StageState {
  readonly frames: FrameQueue
  /** CSS pixels per store pixel. */
  readonly scale: WritableObservable<number>
  readonly screens: Map<ScreenId, StagedScreen>
  /** Scrolls a screen into view; set while the stage is mounted. */
  reveal: (screenId: ScreenId) => void
  /** Fits the whole current screen, wherever the stage was scrolled to. */
  fit: () => void
  /** Zooms around the middle of the stage, or around the given point of the window. */
  zoomBy: (factor: number, around?: { clientX: number; clientY: number }) => void
}

export function createStageState(): StageState {
  const nothing = () => undefined
  return {
    frames: createFrameQueue(),
    scale: createObservable(0.2),
    screens: new Map(),
    reveal: nothing,
    fit: nothing,
    zoomBy: nothing,
  }
}

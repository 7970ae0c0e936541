import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import { createFrameQueue, type FrameQueue } from './frame-queue.ts'
import type { ScreenPainter } from './screen-painter.ts'

/** The DOM parts of a screen on the stage, which gestures and previews use without React. */
export type StagedScreen = {
  readonly artboard: HTMLElement
  readonly painter: ScreenPainter
  /** Parent of drag layers, clipped to the artboard. */
  readonly dragged: HTMLElement
  /**
   * Hides the parts of these elements on other screens while they are on a drag layer; none: shows them again. `done` is
   * called when all that are in sight are drawn so.
   */
  readonly hidePassing: (elementIds: readonly ElementId[], done?: () => void) => void
}

/** The stage's working state outside React; one per open editor. */
export interface StageState {
  readonly frames: FrameQueue
  /** CSS pixels per store pixel. */
  readonly scale: WritableObservable<number>
  /** `true`: each tap adds to the selection; for fingers, which have no Shift key. */
  readonly picksSeveral: WritableObservable<boolean>
  readonly screens: Map<ScreenId, StagedScreen>
  /** The places of the background's colours are shown on the current screen. */
  readonly backgroundHandles: WritableObservable<boolean>
  /** Scrolls a screen into view; set while the stage is mounted. */
  reveal: (screenId: ScreenId) => void
  /** Fits the whole current screen, wherever the stage was scrolled to. */
  fit: () => void
  /** Fits all screens of the size. */
  fitAll: () => void
  /** Zooms around the middle of the stage, or around the given point of the window. */
  zoomBy: (factor: number, around?: { clientX: number; clientY: number }) => void
}

export function createStageState(): StageState {
  const nothing = () => undefined
  return {
    frames: createFrameQueue(),
    scale: createObservable(0.2),
    picksSeveral: createObservable(false),
    screens: new Map(),
    backgroundHandles: createObservable(false),
    reveal: nothing,
    fit: nothing,
    fitAll: nothing,
    zoomBy: nothing,
  }
}

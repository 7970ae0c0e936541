import type { FrameElement, TextStyle } from '../model/schema.ts'

/** A rectangle in fractions: `x`, `width` of the canvas' width, `y`, `height` of its height. */
export type Area = { x: number; y: number; width: number; height: number }

/** A place for a device: the largest device that is whole inside the area, then enlarged by `grow` from its anchor. */
export type FrameSlot = {
  area: Area
  /** More than 1: the device reaches beyond the area, away from its anchor. */
  grow?: number
  anchor: 'top' | 'middle' | 'bottom'
  rotation?: number
  tilt?: FrameElement['tilt']
  /** The device runs on over the next screen. */
  spans?: true
}

export type CaptionSlot = {
  area: Area
  anchor: 'top' | 'middle' | 'bottom'
  align: TextStyle['align']
  /** Times the size that suits the canvas. */
  size: number
}

/** Places on an upright canvas; other shapes are derived (`place-layout.ts`). Devices from back to front. */
export type Placement = {
  caption: CaptionSlot | undefined
  frames: readonly FrameSlot[]
  /** The place of the screen's own capture, where it is not the front one. */
  main?: number
}

/** A layout of captions and devices; background, texts, captures and colours are unchanged. */
export type Layout = Placement & {
  readonly id: string
  readonly name: string
  /** Its devices lie towards a side by its name or run on over the next screen: in no language they change sides. */
  readonly keepsDevices?: true
  /** The layout of the screen that follows, where one design covers both. */
  readonly next?: Placement
}

/** The places in the order in which captures take them: the main one, then from front to back. */
export function rankSlots({
  frames,
  main = frames.length - 1,
}: Pick<Placement, 'frames' | 'main'>): readonly number[] {
  const rank = (at: number) => (at === main ? 0 : frames.length - at)
  return frames.map((_, at) => at).sort((a, b) => rank(a) - rank(b))
}

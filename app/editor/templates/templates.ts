import type { FrameElement, TextStyle } from '#app/document/model/schema.ts'

/** A rectangle in fractions: `x`, `width` of the canvas' width, `y`, `height` of its height. */
type Area = { x: number; y: number; width: number; height: number }

export type FrameSlot = {
  area: Area
  /** `inside`: the whole device fits the area. `width`: as wide as the area, hanging over at the far end. */
  fit: 'inside' | 'width'
  anchor: 'top' | 'middle' | 'bottom'
  rotation?: number
  tilt?: FrameElement['tilt']
}

export type CaptionSlot = {
  area: Area
  anchor: 'top' | 'middle' | 'bottom'
  align: TextStyle['align']
  /** Times the size that suits the canvas. */
  size: number
}

/** A layout of captions and devices; background, texts, captures and colours are unchanged. */
export type Template = {
  readonly id: string
  readonly name: string
  readonly caption: CaptionSlot | undefined
  readonly frames: readonly FrameSlot[]
}

const top: CaptionSlot = {
  area: { x: 0.07, y: 0.05, width: 0.86, height: 0.16 },
  anchor: 'middle',
  align: 'center',
  size: 1,
}
const bottom: CaptionSlot = { ...top, area: { x: 0.07, y: 0.79, width: 0.86, height: 0.16 } }

export const templates: readonly Template[] = [
  {
    id: 'caption-top',
    name: 'Caption above',
    caption: top,
    frames: [{ area: { x: 0.07, y: 0.235, width: 0.86, height: 0.735 }, fit: 'inside', anchor: 'middle' }],
  },
  {
    id: 'cropped-bottom',
    name: 'Cropped below',
    caption: top,
    frames: [{ area: { x: 0.06, y: 0.25, width: 0.88, height: 0.75 }, fit: 'width', anchor: 'top' }],
  },
  {
    id: 'caption-bottom',
    name: 'Caption below',
    caption: bottom,
    frames: [{ area: { x: 0.07, y: 0.03, width: 0.86, height: 0.735 }, fit: 'inside', anchor: 'middle' }],
  },
  {
    id: 'cropped-top',
    name: 'Cropped above',
    caption: bottom,
    frames: [{ area: { x: 0.06, y: 0, width: 0.88, height: 0.75 }, fit: 'width', anchor: 'bottom' }],
  },
  {
    id: 'leaning',
    name: 'Leaning',
    caption: { ...top, align: 'left' },
    frames: [
      { area: { x: 0.12, y: 0.26, width: 0.84, height: 0.74 }, fit: 'width', anchor: 'top', rotation: -9 },
    ],
  },
  {
    id: 'perspective',
    name: 'Perspective',
    caption: top,
    frames: [
      {
        area: { x: 0.07, y: 0.25, width: 0.86, height: 0.7 },
        fit: 'inside',
        anchor: 'middle',
        tilt: { x: 22, y: 6 },
      },
    ],
  },
  {
    id: 'pair',
    name: 'Two devices',
    caption: top,
    frames: [
      { area: { x: 0.3, y: 0.29, width: 0.62, height: 0.6 }, fit: 'width', anchor: 'top', rotation: 7 },
      { area: { x: 0.06, y: 0.36, width: 0.62, height: 0.6 }, fit: 'width', anchor: 'top', rotation: -5 },
    ],
  },
  {
    id: 'beside',
    name: 'Caption beside',
    caption: {
      area: { x: 0.05, y: 0.1, width: 0.4, height: 0.8 },
      anchor: 'middle',
      align: 'left',
      size: 0.82,
    },
    frames: [{ area: { x: 0.48, y: 0.06, width: 0.47, height: 0.88 }, fit: 'inside', anchor: 'middle' }],
  },
  {
    id: 'words-only',
    name: 'Words only',
    caption: {
      area: { x: 0.08, y: 0.1, width: 0.84, height: 0.8 },
      anchor: 'middle',
      align: 'left',
      size: 1.5,
    },
    frames: [],
  },
  {
    id: 'device-only',
    name: 'Device only',
    caption: undefined,
    frames: [{ area: { x: 0.05, y: 0.04, width: 0.9, height: 0.92 }, fit: 'inside', anchor: 'middle' }],
  },
]

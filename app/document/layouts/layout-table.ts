import type { Area, CaptionSlot, FrameSlot, Layout } from './layout.ts'

const area = ([x, y, width, height]: readonly [number, number, number, number]): Area => ({
  x,
  y,
  width,
  height,
})

const top: CaptionSlot = {
  area: area([0.07, 0.05, 0.86, 0.175]),
  anchor: 'middle',
  align: 'center',
  size: 1,
}
const bottom: CaptionSlot = { ...top, area: area([0.07, 0.785, 0.86, 0.175]) }

/** The areas that a caption above or below leaves. */
const under = area([0.05, 0.25, 0.9, 0.72])
const over = area([0.05, 0.03, 0.9, 0.72])

/** The front one whole, the back one plainly cut off: a sliver missing looks like a mistake. */
const pairSlots: readonly FrameSlot[] = [
  { area: area([0.48, 0.28, 0.6, 0.62]), anchor: 'top', grow: 1.02, rotation: 7 },
  { area: area([0.09, 0.34, 0.64, 0.66]), anchor: 'top', grow: 1.02, rotation: -5 },
]

/** Every layout, in the order in which they are offered. Ids are never changed: template sets name them. */
export const layouts: readonly [Layout, ...Layout[]] = [
  { id: 'caption-top', name: 'Caption above', caption: top, frames: [{ area: under, anchor: 'middle' }] },
  {
    id: 'cropped-bottom',
    name: 'Cropped below',
    caption: top,
    frames: [{ area: area([0.05, 0.26, 0.9, 0.74]), anchor: 'top', grow: 1.14 }],
  },
  {
    id: 'caption-bottom',
    name: 'Caption below',
    caption: bottom,
    frames: [{ area: over, anchor: 'middle' }],
  },
  {
    id: 'cropped-top',
    name: 'Cropped above',
    caption: bottom,
    frames: [{ area: area([0.05, 0, 0.9, 0.74]), anchor: 'bottom', grow: 1.14 }],
  },
  {
    id: 'leaning',
    name: 'Leaning',
    keepsDevices: true,
    caption: { ...top, align: 'left' },
    frames: [{ area: area([0.14, 0.28, 0.9, 0.72]), anchor: 'top', grow: 1.16, rotation: -9 }],
  },
  {
    id: 'leaning-right',
    name: 'Leaning right',
    keepsDevices: true,
    caption: { ...top, align: 'left' },
    frames: [{ area: area([-0.02, 0.28, 0.9, 0.72]), anchor: 'top', grow: 1.16, rotation: 9 }],
  },
  {
    id: 'perspective',
    name: 'Perspective',
    caption: top,
    frames: [{ area: area([0.07, 0.25, 0.86, 0.7]), anchor: 'middle', tilt: { x: 22, y: 6 } }],
  },
  { id: 'pair', name: 'Two devices', caption: top, frames: pairSlots },
  {
    id: 'side-by-side',
    name: 'Side by side',
    caption: top,
    frames: [
      { area: area([0.515, 0.27, 0.435, 0.68]), anchor: 'middle' },
      { area: area([0.05, 0.27, 0.435, 0.68]), anchor: 'middle' },
    ],
  },
  {
    id: 'stack',
    name: 'Stack',
    caption: top,
    frames: [
      { area: area([0.2, 0.25, 0.6, 0.55]), anchor: 'top' },
      { area: area([0.05, 0.33, 0.9, 0.72]), anchor: 'top', grow: 1.04 },
    ],
  },
  {
    id: 'triple',
    name: 'Three devices',
    caption: top,
    frames: [
      { area: area([0.5, 0.36, 0.5, 0.52]), anchor: 'middle', rotation: 6 },
      { area: area([0, 0.36, 0.5, 0.52]), anchor: 'middle', rotation: -6 },
      { area: area([0.19, 0.27, 0.62, 0.7]), anchor: 'middle' },
    ],
  },
  {
    id: 'fan',
    name: 'Fan',
    caption: top,
    frames: [
      { area: area([0.5, 0.32, 0.56, 0.58]), anchor: 'middle', rotation: 16 },
      { area: area([-0.06, 0.32, 0.56, 0.58]), anchor: 'middle', rotation: -16 },
      { area: area([0.18, 0.26, 0.64, 0.7]), anchor: 'middle' },
    ],
  },
  {
    id: 'panorama-pair',
    name: 'Over two screens',
    keepsDevices: true,
    caption: { ...top, align: 'left' },
    frames: [
      { area: area([0.35, 0.27, 1.3, 0.66]), anchor: 'middle', grow: 1.12, rotation: -12, spans: true },
    ],
    next: { caption: { ...top, align: 'left' }, frames: [] },
  },
  {
    id: 'hero-inset',
    name: 'Device and inset',
    caption: top,
    frames: [
      { area: area([0.02, 0.26, 0.84, 0.74]), anchor: 'top', grow: 1.06 },
      { area: area([0.54, 0.56, 0.44, 0.4]), anchor: 'bottom' },
    ],
    main: 0,
  },
  {
    id: 'beside',
    name: 'Caption beside',
    caption: { area: area([0.05, 0.1, 0.4, 0.8]), anchor: 'middle', align: 'left', size: 0.82 },
    frames: [{ area: area([0.48, 0.06, 0.47, 0.88]), anchor: 'middle' }],
  },
  {
    id: 'words-only',
    name: 'Text only',
    caption: { area: area([0.08, 0.1, 0.84, 0.8]), anchor: 'middle', align: 'left', size: 1.5 },
    frames: [],
  },
  {
    id: 'device-only',
    name: 'Device only',
    caption: undefined,
    frames: [{ area: area([0.05, 0.04, 0.9, 0.92]), anchor: 'middle' }],
  },
]

export function findLayout(id: string): Layout | undefined {
  return layouts.find((layout) => layout.id === id)
}

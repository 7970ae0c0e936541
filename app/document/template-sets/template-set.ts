import type { CaptionSlot, FrameSlot } from '../layouts/layout.ts'
import type { FrameElement, ShapeElement } from '../model/schema.ts'

/** A colour of the set by its name, with an optional alpha: `ink`, `ink/60` (hexadecimal). */
export type Paint = string

export type BackgroundDesign =
  | Paint
  | { linear: number; stops: readonly Paint[] }
  /** Centre in fractions of width and height; the radius in canvas heights. */
  | { radial: readonly [x: number, y: number, radius: number]; stops: readonly Paint[] }

/** A shape that belongs to the set and goes with it. */
export type Decoration = {
  shape: ShapeElement['shape']
  /** Its centre in fractions of the canvas' width and height; with `on: 'device'` of the front device's box. */
  at: readonly [x: number, y: number]
  /** In fractions of the canvas width on a tall phone, less on lower canvases; with `on: 'device'` of about the device's width. */
  size: readonly [width: number, height: number]
  /** `area`: `size` is fractions of the canvas' width and height, whatever its shape. */
  on?: 'canvas' | 'device' | 'area'
  /** The other end of a bar that begins at `at`; `size` is then its thickness, twice. */
  to?: readonly [x: number, y: number]
  fill?: Paint
  stroke?: readonly [paint: Paint, width: number]
  /** A soft light instead of a filled shape. */
  glow?: readonly [paint: Paint, blur: number]
  shadow?: readonly [paint: Paint, y: number, blur: number]
  rotation?: number
  corner?: number
  points?: number
  /** Over devices and under texts. */
  isFront?: true
  /** So faint that a caption may lie across its edge. Others are left out where they would run through a caption. */
  isQuiet?: true
  /** Only on canvases of this kind. */
  only?: 'tall' | 'wide'
}

export type TypeDesign = {
  family: string
  weight: number
  lineHeight: number
  letterSpacing: number
  /** Times the size that suits the canvas. */
  scale: number
}

export type ScreenDesign = {
  background: BackgroundDesign
  /** Ids of layouts, the preferred one first: the first whose devices all have a capture is taken. */
  layouts: readonly string[]
  /** Overrides of the layout's caption place. */
  caption?: Partial<Pick<CaptionSlot, 'align' | 'anchor' | 'size' | 'area'>>
  /** Overrides of the front device's place. */
  device?: Partial<FrameSlot>
  /** On a wide canvas the caption stands on the right. */
  flip?: true
  colour: Paint
  /** Of the second text; absent: as the headline. */
  lineColour?: Paint
  accent?: Paint
  /** A label behind the headline. */
  pill?: { paint: Paint; padding: number; radius: number }
  finish?: string
  decorations?: readonly Decoration[]
}

/**
 * A complete design: colours, type, devices, and a rhythm of screens. Screens after the last one repeat from `loopFrom`,
 * so that a hero stays the only one.
 */
export type TemplateSet = {
  readonly id: string
  readonly name: string
  /** Its character in a few words. */
  readonly about: string
  readonly colours: Readonly<Record<string, string>>
  readonly headline: TypeDesign
  readonly line: Omit<TypeDesign, 'scale'>
  readonly device: {
    bezel: FrameElement['device']['bezel']
    /** A finish of the catalogue, or a colour of the set. */
    finish: string
    corner?: number
    shadow?: readonly [paint: Paint, y: number, blur: number]
  }
  /** One background over all screens, in place of their own. */
  readonly panorama?: BackgroundDesign
  /** Shapes that run over all screens; `x` continues from screen to screen: 1.5 is the middle of the second. */
  readonly across?: readonly Decoration[]
  /** Where a caption stands beside the device: the shapes move into the lower part, under it. Absent: they are left out. */
  readonly acrossBeside?: 'lower'
  /** After so many screens the shapes across repeat. */
  readonly acrossEvery?: number
  readonly screens: readonly [ScreenDesign, ...ScreenDesign[]]
  readonly loopFrom: number
}

/** The design of the n-th screen. */
export function pickScreenDesign(set: TemplateSet, index: number): ScreenDesign {
  const { screens, loopFrom } = set
  const loop = screens.length - loopFrom
  const at = index < screens.length ? index : loopFrom + ((index - screens.length) % Math.max(loop, 1))
  return screens[at] ?? screens[0]
}

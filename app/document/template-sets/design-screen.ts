import { getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import type { MeasureHeight } from '../edits/estimate-text-height.ts'
import type { Placement } from '../layouts/layout.ts'
import { isBeside, isWide, placeLayout } from '../layouts/place-layout.ts'
import type { CanvasSizeId, ElementId, MintId } from '../model/ids.ts'
import type { FrameElement, Screen } from '../model/schema.ts'
import { createDecoration, listAcross, lowerDecoration } from './decorate.ts'
import { isClearOf } from './keep-clear.ts'
import { type Colours, paintBackground } from './paint.ts'
import { placeCaptions, planCaptionScale } from './place-captions.ts'
import { isFilled, isLying, pickPlacement, placeDevices } from './place-devices.ts'
import { type Items, readScreenParts, toDecoration, toElements } from './screen-parts.ts'
import { type Decoration, pickScreenDesign, type ScreenDesign, type TemplateSet } from './template-set.ts'

export type ScreenPlan = {
  set: TemplateSet
  colours: Colours
  canvasSizeId: CanvasSizeId
  /** Its position among the screens of its size. */
  index: number
  /** Devices of the screens that follow, for layouts with more places than this screen has captures. */
  borrowed: readonly FrameElement[]
  /** Captures that a device of the user's own holds: copies of them may go. */
  owned: ReadonlySet<string>
  measureHeight: MeasureHeight
  mint: MintId
  /** The source language is written from right to left: what the set puts at the left edge stands at the right one. */
  isFromRight: boolean
}

/** The largest scale at which this screen's captions fit; the row takes the smallest of its screens. */
export function planScreenScale(screen: Screen, plan: ScreenPlan): number {
  const { captions, design, placement, canvasHeight } = planScreen(screen, plan)
  const slot = placement.caption
  if (slot === undefined || captions.length === 0) return 1
  return planCaptionScale(captions, { ...plan, design, slot, canvasHeight })
}

/** The screen in the set's design: its captures, captions, pictures and own shapes stay, old decorations go. */
export function designScreen(screen: Screen, plan: ScreenPlan & { scale: number }): Screen {
  const { set, colours, mint, scale } = plan
  const { design, placement, canvasHeight, devices, captions, behind, before, hidden, isCaptionBeside } =
    planScreen(screen, plan)
  const placed = placeDevices(devices, placement, { set, design, colours, canvasHeight })
  const slot = placement.caption
  const texts =
    slot === undefined
      ? captions.map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
      : placeCaptions(captions, { ...plan, design, slot, canvasHeight, scale })
  const background = paintBackground(design.background, colours, canvasHeight)
  const device = placed.find(({ id }) => id === devices[0]?.id)?.item
  const decorations = listDecorations(plan, { design, canvasHeight, isCaptionBeside }).flatMap(
    (decoration) => {
      const item = createDecoration(decoration, { colours, canvasHeight, device })
      if (item === undefined) return []
      const scene = {
        captions: texts.map(({ item: text }) => text),
        background,
        isQuiet: decoration.isQuiet === true,
      }
      if (!isClearOf(item, scene)) return []
      return [{ id: mint() as ElementId, item, isFront: decoration.isFront === true }]
    },
  )
  const inOrder: Items = [
    ...decorations.filter(({ isFront }) => !isFront),
    ...behind,
    ...hidden,
    ...placed,
    ...decorations.filter(({ isFront }) => isFront),
    ...before,
    ...texts,
  ]
  return {
    ...screen,
    background,
    elements: toElements(inOrder),
  }
}

const mirrored = { left: 'right', center: 'center', right: 'left' } as const

function mirrorCaption(placement: Placement): Placement {
  const { caption } = placement
  return caption === undefined
    ? placement
    : { ...placement, caption: { ...caption, align: mirrored[caption.align] } }
}

function planScreen(screen: Screen, plan: ScreenPlan) {
  const { set, index, canvasSizeId, borrowed, mint } = plan
  const design = pickScreenDesign(set, index)
  const canvasHeight = getCanvasHeight(canvasSizeId, screen.orientation)
  const { devices: own, captions, behind, before } = readScreenParts(screen, plan.owned)
  const tallPlacement: Placement = pickPlacement(design, {
    own: own.map(({ item }) => item),
    borrowed: own.some(({ item }) => isFilled(item)) ? borrowed.length : 0,
  })
  const places = tallPlacement.frames.length
  const copies = borrowed
    .slice(0, Math.max(places - own.length, 0))
    .map((item) => toDecoration({ ...item, visible: true }, mint))
  const devices = [...own, ...copies].slice(0, places)
  const hidden = own.slice(places).map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  const shape = { canvasHeight, isLying: isLying(own.map(({ item }) => item)) }
  const placement = placeLayout(tallPlacement, shape, design.flip === true)
  const isCaptionBeside = own.length > 0 && isBeside(shape)
  const { caption } = placement
  const lifted =
    isCaptionBeside && set.acrossBeside === 'lower' && caption !== undefined
      ? { ...placement, caption: { ...caption, anchor: 'top' as const } }
      : placement
  const read = plan.isFromRight ? mirrorCaption(lifted) : lifted
  return {
    design,
    canvasHeight,
    placement: read,
    devices,
    hidden,
    captions,
    behind,
    before,
    isCaptionBeside,
  }
}

function listDecorations(
  { set, index }: ScreenPlan,
  { design, canvasHeight, isCaptionBeside }: DecorationScene,
): readonly Decoration[] {
  const across = listAcross(set, index)
  const kept = !isCaptionBeside ? across : set.acrossBeside === 'lower' ? across.map(lowerDecoration) : []
  const kind = isWide(canvasHeight) ? 'wide' : 'tall'
  return [...kept, ...(design.decorations ?? [])].filter(({ only }) => only === undefined || only === kind)
}

type DecorationScene = { design: ScreenDesign; canvasHeight: number; isCaptionBeside: boolean }

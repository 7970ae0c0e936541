import { planCaptionSize } from '../catalogue/screen-layout.ts'
import type { MeasureHeight } from '../edits/estimate-text-height.ts'
import type { CaptionSlot } from '../layouts/layout.ts'
import type { ElementId } from '../model/ids.ts'
import type { TextElement, TextStyle } from '../model/schema.ts'
import { plainText } from '../model/text-markup.ts'
import { type Colours, getPaint } from './paint.ts'
import type { ScreenDesign, TemplateSet } from './template-set.ts'

export type Caption = { id: ElementId; item: TextElement }

export type CaptionDesign = {
  set: TemplateSet
  design: ScreenDesign
  colours: Colours
  slot: CaptionSlot
  canvasHeight: number
  measureHeight: MeasureHeight
  /** Below 1 where a longer caption of the row needs it: all headlines of a row have one size. */
  scale: number
}

/** Sizes tried for a row of headlines, as multiples of the designed one. */
const scales = [1, 0.94, 0.88, 0.82, 0.76] as const

/** The largest scale at which the captions fit their place. */
export function planCaptionScale(captions: readonly Caption[], design: Omit<CaptionDesign, 'scale'>): number {
  const height = design.slot.area.height * design.canvasHeight
  const fits = (scale: number) => {
    const laid = styleCaptions(captions, { ...design, scale })
    return totalHeight(laid) <= height && laid.every(({ item }) => holdsLongestWord(item))
  }
  return scales.find(fits) ?? scales[scales.length - 1] ?? 1
}

/**
 * Headline, line and further texts one below the other in their place, the largest first. Each shrinks rather than
 * leave its box, in all languages alike, so that later words cannot run into each other.
 */
export function placeCaptions(captions: readonly Caption[], design: CaptionDesign): readonly Caption[] {
  const { slot, canvasHeight } = design
  const laid = styleCaptions(captions, design)
  const [headline, ...lines] = laid
  if (headline === undefined) return []
  const areaHeight = slot.area.height * canvasHeight
  const linesHeight = totalHeight(lines)
  const gap = lines.length > 0 ? gapUnder(headline.item) : 0
  const space = areaHeight - linesHeight - gap
  const twoLines = headline.item.style.size * headline.item.style.lineHeight * 2 + padding(headline.item)
  // Space for a second line, for the words that replace a short caption; a line below would stand off from it.
  const preferred = lines.length > 0 ? headline.item.height : Math.max(headline.item.height, twoLines)
  const height = Math.max(Math.min(preferred, space), Math.min(preferred, areaHeight * 0.4))
  const shrink = Math.min(1, (areaHeight - height - gap) / Math.max(linesHeight, 1e-6))
  const total = height + gap + linesHeight * shrink
  let y = slot.area.y * canvasHeight + { top: 0, middle: 0.5, bottom: 1 }[slot.anchor] * (areaHeight - total)
  const placed = [{ ...headline, item: withBox(headline.item, y, height) }]
  y += height + gap
  for (const { id, item } of lines) {
    placed.push({ id, item: withBox(item, y, item.height * shrink) })
    y += (item.height + gapUnder(item)) * shrink
  }
  return placed
}

function withBox(text: TextElement, y: number, height: number): TextElement {
  const { size } = text.style
  return { ...text, y, height, fit: { min: size * 0.4, max: size }, fitGroup: text.fitGroup ?? 'caption' }
}

/** Capitals of a heavy face are about this wide, in sizes. */
const letterWidth = 0.57

function holdsLongestWord({ contentByLocale, style, width }: TextElement): boolean {
  const words = Object.values(contentByLocale).flatMap((content) => plainText(content).split(/\s+/))
  const longest = Math.max(0, ...words.map((word) => word.length))
  return longest * letterWidth * style.size <= width
}

function totalHeight(laid: readonly Caption[]): number {
  return laid.reduce(
    (sum, { item }, index) => sum + item.height + (index < laid.length - 1 ? gapUnder(item) : 0),
    0,
  )
}

const gapUnder = ({ style }: TextElement) => style.size * 0.3
const padding = ({ style }: TextElement) => 2 * (style.pill?.paddingY ?? 0)

function styleCaptions(captions: readonly Caption[], design: CaptionDesign): readonly Caption[] {
  const { slot, canvasHeight, measureHeight } = design
  const size = planCaptionSize(canvasHeight) * design.set.headline.scale * slot.size * design.scale
  const largest = captions[0]?.item.style.size ?? 1
  return captions.map(({ id, item }, index) => {
    const ratio = index < 2 ? 1 : Math.min(1, item.style.size / Math.max(largest, 1e-6))
    const style =
      index === 0
        ? styleHeadline(item.style, size, design)
        : styleLine(item.style, size, { ...design, ratio })
    const { fit: _own, ...rest } = item
    const text = { ...rest, x: slot.area.x, width: slot.area.width, rotation: 0, opacity: 1, style }
    return { id, item: { ...text, height: measureHeight(text) } }
  })
}

const smallestLine = 0.4

function styleHeadline(before: TextStyle, size: number, design: CaptionDesign): TextStyle {
  const { set, design: screen, colours, slot } = design
  const { family, weight, lineHeight, letterSpacing } = set.headline
  const pill = screen.pill
  return {
    ...keepManner(before),
    family,
    weight,
    lineHeight,
    letterSpacing,
    size,
    align: slot.align,
    colour: getPaint(colours, screen.colour),
    ...(screen.accent === undefined ? {} : { accentColour: getPaint(colours, screen.accent) }),
    ...(pill === undefined
      ? {}
      : {
          pill: {
            colour: getPaint(colours, pill.paint),
            paddingX: size * pill.padding,
            paddingY: size * pill.padding * 0.6,
            radius: size * pill.radius,
          },
        }),
  }
}

function styleLine(
  before: TextStyle,
  headlineSize: number,
  design: CaptionDesign & { ratio: number },
): TextStyle {
  const { set, design: screen, colours, slot, canvasHeight, ratio } = design
  const usual = planCaptionSize(canvasHeight)
  const size = Math.max(Math.min(headlineSize * 0.44, usual * 0.52) * ratio, usual * smallestLine)
  return {
    ...keepManner(before),
    ...set.line,
    size,
    align: slot.align,
    colour: getPaint(colours, screen.lineColour ?? screen.colour),
  }
}

/** How the words themselves are set stays; colours, type and effects are the set's. */
function keepManner({ wrap }: TextStyle): Partial<TextStyle> {
  return wrap === undefined ? {} : { wrap }
}

import type { TextStyle } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { EMOJI_FAMILY, type FontFamilyName, findFontFamily, isUserFont, planFont } from './fonts.ts'
import type { Direction, TextSegment } from './text-segments.ts'

/** The settings under which a segment is measured and drawn; both must use the same. */
export type TextType = {
  font: string
  direction: Direction
  letterSpacingUnits: number
  /** Signs are placed one by one, because the browser cannot space these. */
  isPlacedBySign: boolean
  /** The family has no italic of its own: its upright letters are slanted. */
  isSlanted: boolean
}

/** How much heavier `**bold**` is than the text around it. */
const bolder = 200
const leastBold = 700

type TypeOptions = { style: TextStyle; sizeUnits: number; scripts: readonly FontFamilyName[] }

export function planType(
  context: DrawContext,
  segment: TextSegment,
  { style, sizeUnits, scripts }: TypeOptions,
): TextType {
  const { marks, direction, isCursive, isEmoji } = segment
  const isItalic = marks.has('italic') || style.italic === true
  // A font of the user's own is slanted here: a browser would do it by itself, and the command line would not.
  const hasItalic = findFontFamily(style.family)?.hasItalic ?? !isUserFont(style.family)
  const weight = marks.has('bold') ? Math.max(style.weight + bolder, leastBold) : style.weight
  const letterSpacingUnits = isCursive ? 0 : style.letterSpacing * sizeUnits
  return {
    font: isEmoji
      ? planFont({ family: EMOJI_FAMILY, weight: 400, scripts }, sizeUnits)
      : planFont({ family: style.family, weight, italic: isItalic && hasItalic, scripts }, sizeUnits),
    direction,
    letterSpacingUnits,
    // Browsers differ in the side on which the space of a right-to-left sign falls, and space the parts of an emoji.
    isPlacedBySign: letterSpacingUnits !== 0 && (direction === 'rtl' || isEmoji || !spacesLetters(context)),
    isSlanted: isItalic && !hasItalic && !isEmoji,
  }
}

export function applyType(
  context: DrawContext,
  type: TextType,
  { locale }: Pick<DrawAssets, 'locale'>,
): void {
  context.font = type.font
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  context.direction = type.direction
  context.fontKerning = 'normal'
  // Without hinting, widths are the same on every system. Firefox and older Safari do not know it and need not.
  if ('textRendering' in context) context.textRendering = 'geometricPrecision'
  const spacing = type.isPlacedBySign ? 0 : type.letterSpacingUnits
  if (spacesLetters(context)) context.letterSpacing = `${spacing.toFixed(3)}px`
  // Chooses the regional shapes of Han signs; workers would otherwise not know the page's language.
  if ('lang' in context) context.lang = locale
}

/** Safari spaced letters on a canvas late; there they are placed one by one. */
function spacesLetters(context: DrawContext): boolean {
  return 'letterSpacing' in context
}

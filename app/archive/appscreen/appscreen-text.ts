import { createText } from '#app/document/edits/create-element.ts'
import { estimateTextHeight } from '#app/document/edits/estimate-text-height.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement, TextStyle } from '#app/document/model/schema.ts'
import { withOpacity } from './appscreen-background.ts'
import type { AppscreenElement, AppscreenText } from './appscreen-schema.ts'

export type TextOptions = {
  canvasHeight: number
  widthPx: number
  /** By the codes there. */
  locales: ReadonlyMap<string, Locale>
  /** Something that has no counterpart here. */
  leaveOut: (what: string) => void
}

const margin = 0.08

/** The headline and the line below it, where they are shown. */
export function convertTexts(text: AppscreenText, options: TextOptions): TextElement[] {
  const { canvasHeight, widthPx } = options
  const head = text.headlineEnabled ? convertHeadline(text, options) : undefined
  const sub = text.subheadlineEnabled ? convertSubheadline(text, options) : undefined
  if (text.perLanguageLayout) options.leaveOut('layout for each language')
  const isTop = text.position !== 'bottom'
  const edge = canvasHeight * (isTop ? text.offsetY / 100 : 1 - text.offsetY / 100)
  const y = isTop || head === undefined ? edge : edge - head.height
  const gap = (text.headlineSize * (text.lineHeight / 100 - 1)) / widthPx
  const below = head === undefined ? y : y + head.height + Math.max(gap, 0)
  return [...(head ? [{ ...head, y }] : []), ...(sub ? [{ ...sub, y: below }] : [])]
}

function convertHeadline(text: AppscreenText, options: TextOptions): TextElement | undefined {
  const { leaveOut } = options
  if (text.headlineUnderline || text.headlineStrikethrough) leaveOut('line under or through a text')
  const stops = text.headlineGradientStops.map(({ color, position }) => ({
    offset: Math.min(Math.max(position / 100, 0), 1),
    colour: color,
  }))
  const hasGradient = text.headlineGradient && stops.length >= 2 && stops.length <= 16
  return create('Headline', text.headlines, {
    ...options,
    style: {
      ...styleOf({ font: text.headlineFont, weight: text.headlineWeight, italic: text.headlineItalic }),
      size: text.headlineSize,
      colour: text.headlineColor,
      lineHeight: text.lineHeight / 100,
      ...(hasGradient ? { gradient: { angle: text.headlineGradientAngle + 90, stops } } : {}),
    },
  })
}

function convertSubheadline(text: AppscreenText, options: TextOptions): TextElement | undefined {
  if (text.subheadlineUnderline || text.subheadlineStrikethrough)
    options.leaveOut('line under or through a text')
  const font = text.subheadlineFont || text.headlineFont
  return create('Line', text.subheadlines, {
    ...options,
    style: {
      ...styleOf({ font, weight: text.subheadlineWeight, italic: text.subheadlineItalic }),
      size: text.subheadlineSize,
      colour: withOpacity(text.subheadlineColor, text.subheadlineOpacity),
      lineHeight: 1.4,
    },
  })
}

/** A text that was placed freely, by its centre. */
export function convertFreeText(element: AppscreenElement, options: TextOptions): TextElement | undefined {
  const { canvasHeight, leaveOut, locales } = options
  if (element.frame !== 'none') leaveOut('frame around a text')
  const [first] = locales.keys()
  const texts = Object.keys(element.texts).length > 0 ? element.texts : { [first ?? 'en']: element.text }
  const width = Math.max(element.width / 100, 0.02)
  const text = create(element.name || 'Text', texts, {
    ...options,
    style: {
      ...styleOf({ font: element.font, weight: element.fontWeight, italic: element.italic }),
      size: element.fontSize,
      colour: element.fontColor,
      lineHeight: 1.05,
    },
    width,
  })
  if (text === undefined) return undefined
  return {
    ...text,
    x: element.x / 100 - width / 2,
    y: (canvasHeight * element.y) / 100 - text.height / 2,
    rotation: element.rotation,
  }
}

type CreateOptions = TextOptions & {
  /** Its size in pixels of the canvas there. */
  style: Partial<TextStyle> & { size: number; lineHeight: number }
  width?: number
}

function create(
  name: string,
  texts: Readonly<Record<string, string>>,
  { widthPx, locales, style, width = 1 - 2 * margin }: CreateOptions,
): TextElement | undefined {
  const said = Object.entries(texts).flatMap(([language, content]): [Locale, string][] => {
    const locale = locales.get(language)
    return locale === undefined || content.trim() === '' ? [] : [[locale, escapeMarks(content)]]
  })
  if (said.length === 0) return undefined
  const text = createText({
    order: '',
    name: cutText(name, 200),
    x: margin,
    y: 0,
    width,
    contentByLocale: Object.fromEntries(said),
    style: {
      ...style,
      letterSpacing: 0,
      align: 'center',
      size: Math.min(Math.max(style.size / widthPx, 0.005), 2),
      lineHeight: Math.min(Math.max(style.lineHeight, 0.5), 5),
    },
  })
  return { ...text, height: estimateTextHeight(text) }
}

/** Signs that would be marks here are only signs there. */
const escapeMarks = (content: string) =>
  content.replaceAll(/[\\*]|==/g, (sign) => sign.replaceAll(/./g, '\\$&'))

/** The first family that is no system's own: those are drawn by Inter, which is close to them. */
function styleOf({ font, weight, italic }: { font: string; weight: string | number; italic: boolean }) {
  const families = font.split(',').map((family) => family.trim().replaceAll(/^['"]|['"]$/g, ''))
  const isSystem = /^-|^(BlinkMacSystemFont|system-ui|sans-serif|serif|monospace)$|^SF Pro|^$/
  const family = families[0] !== undefined && !isSystem.test(families[0]) ? families[0] : 'Inter'
  const parsed = Number(weight)
  return {
    family: cutText(family, 100),
    weight: parsed >= 1 && parsed <= 1000 ? parsed : 600,
    ...(italic ? { italic } : {}),
  }
}

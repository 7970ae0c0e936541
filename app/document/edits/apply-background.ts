import { readableContrast, worstContrast } from '../catalogue/text-colour.ts'
import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import { pickAccentColour } from '../model/accent-colour.ts'
import type { Background, Element, Screen, TextElement, TextStyle } from '../model/schema.ts'
import { parseMarkup } from '../model/text-markup.ts'
import { dropKept, keepKinds } from './keep-kinds.ts'

/** The same to draw: the order in which its fields are stored does not matter. */
export function isSameBackground(a: Background, b: Background): boolean {
  return isSame(dropKept(a) as Json, dropKept(b) as Json)
}

/** A background with a text colour that is legible on all of it. */
export type BackgroundChoice = { background: Background; textColour: string }

/**
 * Gives the screen the background, and its text colour to every caption that would be illegible on it. Legible captions
 * keep their colour, and so do those with a label of their own behind them.
 */
export function applyBackgroundChoice(screen: Screen, choice: BackgroundChoice): Screen {
  return {
    ...recolourUnreadable(screen, choice),
    background: keepKinds(screen.background, choice.background),
  }
}

/** The same screen while every caption is legible on the background. */
export function recolourUnreadable(screen: Screen, choice: BackgroundChoice): Screen {
  const entries = Object.entries<Element>(screen.elements)
  const elements = Object.fromEntries(
    entries.map(([id, element]) => [
      id,
      element.type === 'text' && isUnreadable(element, choice.background)
        ? recolour(element, choice)
        : element,
    ]),
  ) as Screen['elements']
  const isSame = entries.every(([id, element]) => elements[id as keyof typeof elements] === element)
  return isSame ? screen : { ...screen, elements }
}

/** Visible captions that lie on the background itself and have too little contrast with a part of it. */
export function listUnreadable(screen: Screen, background = screen.background): readonly TextElement[] {
  return Object.values<Element>(screen.elements).filter(
    (element): element is TextElement =>
      element.type === 'text' && element.visible && isUnreadable(element, background),
  )
}

function isUnreadable(text: TextElement, background: Background): boolean {
  const { style } = text
  if (style.pill !== undefined) return false
  const seen = [...lettersOf(style), ...(hasAccent(text) ? [pickAccentColour(style)] : [])]
  return seen.some((colour) => !isReadable(colour, background))
}

const isReadable = (colour: string, background: Background) =>
  worstContrast(colour, background) >= readableContrast

const lettersOf = ({ colour, gradient }: TextStyle): readonly string[] =>
  gradient === undefined ? [colour] : gradient.stops.map((stop) => stop.colour)

/** In any language. The signs of a list have an accent that was chosen. */
function hasAccent({ contentByLocale, style }: TextElement): boolean {
  if (style.list !== undefined && style.accentColour !== undefined) return true
  return Object.values(contentByLocale).some((content) =>
    parseMarkup(content).spans.some(({ marks }) => marks.has('accent')),
  )
}

/** Every colour of the text that is illegible gets the background's; the transparency is unchanged. */
function recolour(text: TextElement, { background, textColour }: BackgroundChoice): TextElement {
  const letters = recolourLetters(text.style, { background, textColour })
  const { accentColour, ...style } = letters
  // An accent that was chosen for other letters may not go with these.
  const isKept = accentColour !== undefined && letters === text.style && isReadable(accentColour, background)
  if (isKept) return text
  const usual = pickAccentColour(style)
  const own = hasAccent(text) && !isReadable(usual, background) ? { accentColour: style.colour } : {}
  return { ...text, style: { ...style, ...own } }
}

function recolourLetters(style: TextStyle, { background, textColour }: BackgroundChoice): TextStyle {
  const legible = (colour: string) =>
    isReadable(colour, background) ? colour : `${textColour}${colour.slice(7)}`
  const { gradient, ...plain } = style
  if (lettersOf(style).every((colour) => isReadable(colour, background))) return style
  const colour = legible(style.colour)
  if (gradient === undefined || gradient.stops.every((stop) => !isReadable(stop.colour, background)))
    return { ...plain, colour }
  const stops = gradient.stops.map((stop) => ({ ...stop, colour: legible(stop.colour) }))
  return { ...plain, colour, gradient: { ...gradient, stops } }
}

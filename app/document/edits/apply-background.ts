import { readableContrast, worstContrast } from '../catalogue/text-colour.ts'
import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import type { Background, Element, Screen, TextElement } from '../model/schema.ts'
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
export function recolourUnreadable(screen: Screen, { background, textColour }: BackgroundChoice): Screen {
  const entries = Object.entries<Element>(screen.elements)
  const elements = Object.fromEntries(
    entries.map(([id, element]) => [
      id,
      element.type === 'text' && isUnreadable(element, background) ? recolour(element, textColour) : element,
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

function isUnreadable({ style }: TextElement, background: Background): boolean {
  return style.pill === undefined && worstContrast(style.colour, background) < readableContrast
}

/** The transparency is unchanged. */
function recolour(text: TextElement, colour: string): TextElement {
  const { accentColour: _own, ...style } = text.style
  return { ...text, style: { ...style, colour: `${colour}${text.style.colour.slice(7)}` } }
}

import type { ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Background, Element, FrameElement, Orientation, Screen, TextStyle } from '../model/schema.ts'
import { palettes } from './palettes.ts'

/** The style a new screen copies from its neighbour, so that a set looks uniform. */
export type ScreenStyle = {
  background: Background
  captionStyle: Partial<TextStyle>
  /** The caption's size is copied only onto a canvas of the same orientation. */
  orientation?: Orientation
  device?: { colour: string; bezel: FrameElement['device']['bezel'] }
}

export const defaultScreenStyle: ScreenStyle = {
  background: palettes[0].background,
  captionStyle: { colour: palettes[0].textColour },
}

export function screenStyleOf(screen: Screen): ScreenStyle {
  const inOrder = listOrdered(screen.elements).map(({ item }) => item)
  // The headline: a subtitle may lie below it in the stack, and a new caption is no subtitle.
  const captions = inOrder.filter((element) => element.type === 'text' && element.style.pill === undefined)
  const caption = captions.reduce<Element | undefined>(
    (largest, text) => (sizeOf(text) > sizeOf(largest) ? text : largest),
    undefined,
  )
  const frame = inOrder.find((element) => element.type === 'frame')
  return {
    background: screen.background,
    captionStyle: caption?.type === 'text' ? caption.style : defaultScreenStyle.captionStyle,
    orientation: screen.orientation,
    ...(frame?.type === 'frame'
      ? { device: { colour: frame.device.colour, bezel: frame.device.bezel } }
      : {}),
  }
}

const sizeOf = (element: Element | undefined) => (element?.type === 'text' ? element.style.size : 0)

/** The style of the named screen, or of the last one. */
export function findScreenStyle(
  screens: Readonly<Record<ScreenId, Screen>>,
  screenId: ScreenId | undefined,
): ScreenStyle {
  const named = screenId === undefined ? undefined : screens[screenId]
  const model = named ?? listOrdered(screens).at(-1)?.item
  return model === undefined ? defaultScreenStyle : screenStyleOf(model)
}

import type { ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Background, Element, FrameElement, Orientation, Screen, TextStyle } from '../model/schema.ts'
import { palettes } from './palettes.ts'

/** What a new screen takes over from its neighbour, so that a set looks like one. */
export type ScreenLook = {
  background: Background
  captionStyle: Partial<TextStyle>
  /** The caption's size is taken over only onto a canvas of the same orientation. */
  orientation?: Orientation
  device?: { colour: string; bezel: FrameElement['device']['bezel'] }
}

export const defaultLook: ScreenLook = {
  background: palettes[0].background,
  captionStyle: { colour: palettes[0].textColour },
}

export function lookOf(screen: Screen): ScreenLook {
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
    captionStyle: caption?.type === 'text' ? caption.style : defaultLook.captionStyle,
    orientation: screen.orientation,
    ...(frame?.type === 'frame'
      ? { device: { colour: frame.device.colour, bezel: frame.device.bezel } }
      : {}),
  }
}

const sizeOf = (element: Element | undefined) => (element?.type === 'text' ? element.style.size : 0)

/** The look of the named screen, or of the last one. */
export function findLook(
  screens: Readonly<Record<ScreenId, Screen>>,
  screenId: ScreenId | undefined,
): ScreenLook {
  const named = screenId === undefined ? undefined : screens[screenId]
  const model = named ?? listOrdered(screens).at(-1)?.item
  return model === undefined ? defaultLook : lookOf(model)
}

import type { FrameElement, Screen } from './schema.ts'

/** True for a screen without a capture: it has an empty frame and no filled one, or no elements at all. */
export function isEmptyScreen(screen: Screen): boolean {
  const elements = Object.values(screen.elements)
  const frames = elements.filter((element) => element.type === 'frame')
  return elements.length === 0 || (frames.length > 0 && frames.every(isEmptyFrame))
}

/** In every language. */
export const isEmptyFrame = (frame: FrameElement): boolean => Object.keys(frame.mediaByLocale).length === 0

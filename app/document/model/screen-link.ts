import type { LinkedScreen, Overrides, Screen, StoredScreen } from './schema.ts'

/** A stored screen without elements of its own. */
export const isLinked = (screen: StoredScreen): screen is LinkedScreen =>
  Object.hasOwn(screen, 'linkedTo') && !Object.hasOwn(screen, 'elements')

export type ScreenLink = { linkedTo: LinkedScreen['linkedTo']; overrides: Overrides }

/** The link of a resolved screen, for marks and resets; `undefined`: the screen is a size's own. */
export function readLink(screen: Screen | undefined): ScreenLink | undefined {
  return screen?.linkedTo === undefined ? undefined : (screen as unknown as ScreenLink)
}

/** The screen with nothing of a link left: a screen of its own. */
export function withoutLink(screen: Screen): Screen {
  if (!Object.hasOwn(screen, 'linkedTo')) return screen
  const { linkedTo: _link, overrides: _overrides, ...own } = screen
  return own
}

import type { Element, Screen } from '../model/schema.ts'

/** The captures that are in a device of the user's own; a template's device only repeats one. */
export function listOwnedMedia(screens: Readonly<Record<string, Screen>>): ReadonlySet<string> {
  const frames = Object.values(screens).flatMap(({ elements }) => Object.values<Element>(elements))
  return new Set(
    frames.flatMap((element) =>
      element.type === 'frame' && element.decoration !== true ? Object.values(element.mediaByLocale) : [],
    ),
  )
}

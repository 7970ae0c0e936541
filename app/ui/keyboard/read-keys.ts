import { isApple } from './is-apple.ts'

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
> & { getModifierState?: (name: 'AltGraph') => boolean }

/**
 * The pressed keys in one spelling: `mod+shift+z`, `]`, `PageDown`. `mod` is Ctrl or ⌘.
 *
 * By letter where the layout has Latin letters; on Cyrillic, Greek, Arabic, Hebrew and others by the key's position, as
 * the browser's own shortcuts are. Shift counts for letters and named keys only: for a sign it is part of typing it.
 */
export function readKeys(event: PressedKey, apple = isApple()): string {
  const key = readKey(event)
  const isSign = key.length === 1 && !/[\p{L}\d]/u.test(key)
  // `[` is AltGr+8 on a German keyboard and Option+5 on a German Mac: there the modifier is part of typing the sign.
  const altGraph = event.getModifierState?.('AltGraph') === true
  const typed = isSign && /[!-~]/.test(key) && (altGraph || (apple && event.altKey && !event.metaKey))
  const held = [
    !typed && (event.ctrlKey || event.metaKey) ? 'mod' : '',
    !typed && event.altKey ? 'alt' : '',
    event.shiftKey && !isSign && !/^\d$/.test(key) ? 'shift' : '',
    key,
  ]
  return held.filter((part) => part !== '').join('+')
}

/** `mod+Shift+Z` of a table in the spelling of `readKeys`. */
export function spellKeys(keys: string): string {
  const parts = keys.split('+')
  const key = keys.endsWith('+') ? '+' : (parts.at(-1) ?? '')
  const held = ['mod', 'alt', 'shift'].filter((part) => parts.slice(0, -1).includes(part))
  return [...held, key.length === 1 ? key.toLowerCase() : key].join('+')
}

const places: Readonly<Record<string, readonly [string, string]>> = {
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Slash: ['/', '?'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
}

function readKey({ key, code, shiftKey }: PressedKey): string {
  if (!isForeign(key)) return key.length === 1 ? key.toLowerCase() : key
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? /^Digit(\d)$/.exec(code)?.[1]
  return letter ?? places[code]?.[shiftKey ? 1 : 0] ?? key
}

/** A letter, vowel sign, digit or Arabic question mark of another script; `ü` and `é` are Latin and unchanged. */
function isForeign(key: string): boolean {
  return /^[\p{L}\p{M}\p{Nd}؟]+$/u.test(key) && !/[\p{Script=Latin}0-9]/u.test(key)
}

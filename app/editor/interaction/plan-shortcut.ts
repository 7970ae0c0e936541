export type Shortcut =
  | 'undo'
  | 'redo'
  | 'delete'
  | 'duplicate'
  | 'select-all'
  | 'copy'
  | 'forward'
  | 'backward'
  | 'front'
  | 'back'
  | 'deselect'
  | 'type'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'next-screen'
  | 'previous-screen'

type Key = { key: string; shift: boolean; command: boolean; alt: boolean }

const plain: Readonly<Record<string, Shortcut>> = {
  Delete: 'delete',
  Backspace: 'delete',
  Escape: 'deselect',
  Enter: 'type',
  ']': 'forward',
  '[': 'backward',
  '}': 'front',
  '{': 'back',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  _: 'zoom-out',
  '0': 'zoom-fit',
  PageDown: 'next-screen',
  PageUp: 'previous-screen',
}

const withCommand: Readonly<Record<string, Shortcut>> = {
  d: 'duplicate',
  a: 'select-all',
  c: 'copy',
  y: 'redo',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-fit',
}

/** What a key means on the stage. Arrows are `planNudge`'s; paste comes as the browser's own event, with its files. */
export function planShortcut({ key, shift, command, alt }: Key): Shortcut | undefined {
  if (alt) return undefined
  if (!command) return plain[key]
  const letter = key.toLowerCase()
  if (letter === 'z') return shift ? 'redo' : 'undo'
  return withCommand[letter]
}

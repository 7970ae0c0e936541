import type { CDPSession, Page } from '@playwright/test'

/** Keys as other layouts and input methods send them: Playwright's own keyboard has the American layout only. */

export async function openDevtools(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page)
}

const held = { alt: 1, control: 2, meta: 4, shift: 8 } as const

/** `key`: the character by the layout; `code`: the position of the key. */
export async function pressLayoutKey(
  devtools: CDPSession,
  { key, code, modifiers = [] }: { key: string; code: string; modifiers?: readonly (keyof typeof held)[] },
): Promise<void> {
  const bits = modifiers.reduce((sum, name) => sum | held[name], 0)
  const event = {
    key,
    code,
    modifiers: bits,
    windowsVirtualKeyCode: code.startsWith('Key') ? code.charCodeAt(3) : 0,
  }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

/** Uncommitted letters of an input method, underlined in the field. */
export async function compose(devtools: CDPSession, text: string): Promise<void> {
  await devtools.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

/** The chosen text replaces the composed letters. */
export async function endComposition(devtools: CDPSession, text: string): Promise<void> {
  await devtools.send('Input.insertText', { text })
}

/** A key handled by the input method. */
export async function pressComposingKey(devtools: CDPSession, key: 'Enter' | 'Escape'): Promise<void> {
  const event = { key, code: key, windowsVirtualKeyCode: 229 }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

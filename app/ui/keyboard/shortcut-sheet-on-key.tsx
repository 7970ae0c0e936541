import { useLayoutEffect, useState } from 'react'
import { definePart, LazyPart } from '../lazy-part.tsx'
import { isTyping } from './is-typing.ts'
import type { KeyBinding } from './key-binding.ts'
import { readKeys } from './read-keys.ts'

const shortcutSheet = definePart(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet)

/** `?` shows the page's shortcuts. */
export function ShortcutSheetOnKey({ table }: { table: readonly KeyBinding[] }) {
  const [isShown, setIsShown] = useState(false)
  useLayoutEffect(() => {
    function handleKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || readKeys(event) !== '?' || isTyping(event.target)) return
      event.preventDefault()
      setIsShown(true)
    }
    window.addEventListener('keydown', handleKeyDown)
    return () => window.removeEventListener('keydown', handleKeyDown)
  }, [])
  if (!isShown) return null
  return <LazyPart part={shortcutSheet} props={{ table, onClose: () => setIsShown(false) }} />
}

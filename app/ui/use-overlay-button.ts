import { type KeyboardEvent, useRef, useState } from 'react'

/**
 * A button beside which an overlay is made when it opens, so that a page starts without the overlay's code and layout. The
 * overlay is anchored to the button's place and closes itself; `close` gives the focus back to the button.
 */
export function useOverlayButton({ preload }: { preload: () => void }) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const wasOpen = useRef(false)

  return {
    buttonRef,
    isOpen,
    close({ keepsFocus = false } = {}) {
      setIsOpen(false)
      if (!keepsFocus) buttonRef.current?.focus()
    },
    buttonProps: {
      ref: buttonRef,
      type: 'button',
      'aria-expanded': isOpen,
      onPointerEnter: preload,
      onFocus: preload,
      onPointerDown() {
        // The press closes an open overlay as an outside click; the click after it must not open it again.
        wasOpen.current = isOpen
      },
      onKeyDown(event: KeyboardEvent) {
        if (event.key === 'ArrowDown') setIsOpen(true)
        if (event.key === 'Escape') setIsOpen(false)
        wasOpen.current = false
      },
      onClick: () => setIsOpen(!wasOpen.current),
    },
  } as const
}

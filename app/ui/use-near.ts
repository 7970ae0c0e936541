import { startTransition, useEffect, useRef, useState } from 'react'

/** Elements this far below or above the window are treated as near. */
const nearPx = 600

type Listener = () => void

/** One observer for all elements: hundreds of observers would cost more than they save. */
const listeners = new WeakMap<Element, Listener>()
let observer: IntersectionObserver | undefined

function observe(element: Element, listener: Listener): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) listeners.get(target)?.()
    },
    { rootMargin: `${nearPx}px` },
  )
  const watching = observer
  listeners.set(element, listener)
  watching.observe(element)
  return () => {
    listeners.delete(element)
    watching.unobserve(element)
  }
}

/** True once the element has been near the window; it stays true. */
export function useNear<Kind extends Element>() {
  const ref = useRef<Kind>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    if (isNear || ref.current === null) return
    // Many elements become near at once: rendered in slices, so that the page stays responsive.
    return observe(ref.current, () => startTransition(() => setIsNear(true)))
  }, [isNear])
  return { ref, isNear, comeNear: () => setIsNear(true) }
}

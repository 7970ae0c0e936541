import { startTransition, useEffect, useRef, useState } from 'react'

/** What is this far below or above the window will be seen soon. */
const nearPx = 600

type Listener = () => void

/** One observer for all: hundreds of their own would cost more than what they save. */
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

/** Whether the element has been near the window once; it stays so. */
export function useNear<Kind extends Element>() {
  const ref = useRef<Kind>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    if (isNear || ref.current === null) return
    // A windowful comes near at once: drawn in slices, so that the page stays free.
    return observe(ref.current, () => startTransition(() => setIsNear(true)))
  }, [isNear])
  return { ref, isNear, comeNear: () => setIsNear(true) }
}

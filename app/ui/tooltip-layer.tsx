import { useEffect, useState } from 'react'
import { definePart, usePart } from './lazy-part.tsx'

const OPEN_DELAY_MS = 350

const bubble = definePart(async () => (await import('./tooltip-bubble.tsx')).TooltipBubble)

/**
 * The tooltips of the whole page: one layer that shows the bubble of the element with `data-tooltip` under the mouse, after
 * a delay, or focused by the keyboard, at once. A component for each button would be mounted hundreds of times; the
 * bubble's code is loaded for the first tooltip. A press, a key, a blur or leaving the page hides it.
 */
export function TooltipLayer() {
  const target = useTooltipTarget()
  const { state } = usePart(bubble)
  if (target === undefined || state.kind !== 'ready') return null
  return <state.Component key={target.dataset.tooltip} target={target} />
}

function useTooltipTarget(): HTMLElement | undefined {
  const [target, setTarget] = useState<HTMLElement>()
  useEffect(() => {
    const controller = new AbortController()
    const options = { signal: controller.signal, capture: true }
    let hovered: HTMLElement | undefined
    let timer: ReturnType<typeof setTimeout> | undefined

    function show(next: HTMLElement | undefined, delayMs: number) {
      clearTimeout(timer)
      if (next === undefined) setTarget(undefined)
      else timer = setTimeout(() => setTarget(next), delayMs)
    }
    const hide = () => show(undefined, 0)

    document.addEventListener(
      'pointerover',
      (event) => {
        if (event.pointerType === 'touch') return
        const next = findWithTooltip(event)
        if (next === hovered) return
        hovered = next
        setTarget(undefined)
        show(next, OPEN_DELAY_MS)
      },
      options,
    )
    document.addEventListener(
      'focusin',
      (event) => {
        const next = findWithTooltip(event)
        if (next?.matches(':focus-visible')) show(next, 0)
      },
      options,
    )
    for (const kind of ['pointerdown', 'keydown', 'focusout'] as const)
      document.addEventListener(kind, hide, options)
    document.documentElement.addEventListener('pointerleave', hide, options)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [])
  return target
}

const findWithTooltip = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('[data-tooltip]')) || undefined

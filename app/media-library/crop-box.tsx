import { type KeyboardEvent, type PointerEvent, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { PictureEdit } from '#app/media/edit-picture.ts'
import classes from './media-viewer.module.css'
import { type CropHandle, planCrop } from './plan-crop.ts'

type Crop = PictureEdit['crop']

const handles: ReadonlyArray<{ name: CropHandle; label: string }> = [
  { name: 'nw', label: 'Top left corner of the cut' },
  { name: 'ne', label: 'Top right corner of the cut' },
  { name: 'sw', label: 'Bottom left corner of the cut' },
  { name: 'se', label: 'Bottom right corner of the cut' },
]
const keySteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

type CropBoxProps = { crop: Crop; onChange: (crop: Crop) => void; onCancel: () => void }

/**
 * The kept part, over the picture: drag it or its corners, or use the arrow keys (with Shift in larger steps). Escape cancels
 * a drag, and without one cancels the crop.
 */
export function CropBox({ crop, onChange, onCancel }: CropBoxProps) {
  const rootRef = useRef<HTMLDivElement>(null)
  const start = useRef<{ handle: CropHandle; crop: Crop; x: number; y: number }>(undefined)

  function grab(handle: CropHandle, event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { handle, crop, x: event.clientX, y: event.clientY }
    event.stopPropagation()
  }

  function move(event: PointerEvent<HTMLElement>) {
    const box = rootRef.current?.getBoundingClientRect()
    if (start.current === undefined || box === undefined) return
    const by = {
      x: (event.clientX - start.current.x) / box.width,
      y: (event.clientY - start.current.y) / box.height,
    }
    onChange(planCrop(start.current.crop, start.current.handle, by))
  }

  function step(handle: CropHandle, event: KeyboardEvent) {
    const direction = keySteps[event.key]
    if (direction === undefined) return
    const size = event.shiftKey ? 0.1 : 0.01
    onChange(planCrop(crop, handle, { x: direction[0] * size, y: direction[1] * size }))
    event.preventDefault()
    event.stopPropagation()
  }

  const release = () => {
    start.current = undefined
  }
  const handleEscape = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (start.current === undefined) return onCancel()
    onChange(start.current.crop)
    release()
  })
  useLayoutEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => handleEscape(event)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
  const percent = (share: number) => `${share * 100}%`
  return (
    <div ref={rootRef} className={classes.cropRoot}>
      {/* biome-ignore lint/a11y/useSemanticElements: a button cannot hold the corners' buttons */}
      <div
        className={classes.crop}
        style={{
          left: percent(crop.x),
          top: percent(crop.y),
          width: percent(crop.width),
          height: percent(crop.height),
        }}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by arrow keys
        tabIndex={0}
        aria-label="Part that is kept"
        onPointerDown={(event) => grab('move', event)}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={(event) => step('move', event)}
      >
        {handles.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            className={classes.handle}
            data-at={name}
            aria-label={label}
            onPointerDown={(event) => grab(name, event)}
            onPointerMove={move}
            onPointerUp={release}
            onPointerCancel={release}
            onKeyDown={(event) => step(name, event)}
          />
        ))}
      </div>
    </div>
  )
}

import { type CSSProperties, type KeyboardEvent, type RefObject, useRef } from 'react'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import classes from './stage-handle.module.css'

/** In a step of one key. */
export const keySteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

type Place = { x: number; y: number }

type StageHandleProps = {
  label: string
  /** In widths of the canvas. */
  at: Place
  /** Of the colour it places; absent: a place or a direction alone. */
  colour?: string | undefined
  value: number
  valueText: string
  most: number
  /** The layer over the picture of the screen. */
  rootRef: RefObject<HTMLElement | null>
  onMove: (to: Place) => void
  /** `false`: the drag was cancelled. */
  onEnd: (kept: boolean) => void
  onKeyDown: (event: KeyboardEvent) => void
  onBlur: () => void
}

/** A place on the stage: dragged, or moved by the arrow keys. */
export function StageHandle(props: StageHandleProps) {
  const { label, at, colour, value, valueText, most, rootRef, onMove, onEnd, onKeyDown, onBlur } = props
  const isDragged = useRef(false)
  return (
    <button
      type="button"
      role="slider"
      className={classes.handle}
      data-plain={colour === undefined || undefined}
      style={placeAt(at, colour)}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={valueText}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        isDragged.current = true
        escapeUntilRelease(event.pointerId, () => {
          isDragged.current = false
          onEnd(false)
        })
      }}
      onPointerMove={(event) => {
        const box = rootRef.current?.getBoundingClientRect()
        if (!isDragged.current || box === undefined) return
        onMove({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.width })
      }}
      onPointerUp={() => {
        if (isDragged.current) onEnd(true)
        isDragged.current = false
      }}
      onPointerCancel={() => {
        if (isDragged.current) onEnd(false)
        isDragged.current = false
      }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  )
}

function placeAt({ x, y }: Place, colour: string | undefined): CSSProperties {
  return { '--x': x, '--y': y, ...(colour === undefined ? {} : { '--colour': colour }) } as CSSProperties
}

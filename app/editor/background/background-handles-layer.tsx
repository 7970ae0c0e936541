import { type KeyboardEvent, useRef, useState } from 'react'
import type { Background, Screen } from '#app/document/model/schema.ts'
import { keySteps, StageHandle } from '../controls/stage-handle.tsx'
import { useBurst } from '../state/use-burst.ts'
import classes from './background-handles.module.css'
import {
  type BackgroundHandle,
  listBackgroundHandles,
  moveBackgroundHandle,
  planLine,
  stepBackgroundHandle,
} from './background-handles.ts'
import { type BackgroundTarget, useBackgroundTarget } from './background-target.ts'

/** The places of the background's colours over the picture of a screen: dragged, or moved by the arrow keys. */
export function BackgroundHandlesLayer({ screen }: { screen: Screen }) {
  const target = useBackgroundTarget(screen)
  const rootRef = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState<Background>()
  const burst = useBurst<Background>((next) => end(next))
  const shown = draft ?? target.background
  const { area, index } = target

  const show = (next: Background) => {
    setDraft(next)
    target.preview(next)
  }
  const end = (next: Background | undefined) => {
    setDraft(undefined)
    if (next === undefined || next === target.background) target.cancel()
    else target.commit(next, 'Move in background')
  }
  const step = (handle: BackgroundHandle, event: KeyboardEvent) => {
    const direction = keySteps[event.key]
    if (event.key === 'Escape' && burst.pending() !== undefined) {
      burst.drop()
      end(undefined)
      event.stopPropagation()
    }
    if (direction === undefined) return
    const size = event.shiftKey ? 10 : 1
    const by = { x: direction[0] * size, y: direction[1] * size }
    const next = stepBackgroundHandle({ background: shown, area }, handle, by)
    show(next)
    burst.later(next)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={rootRef} className={classes.layer} data-background-handles>
      <Line background={shown} target={target} />
      {listBackgroundHandles(shown, area).map((handle) => (
        <StageHandle
          key={handle.id}
          label={handle.label}
          at={{ x: handle.x - index, y: handle.y }}
          colour={handle.colour}
          value={handle.value}
          valueText={handle.unit === 'degrees' ? `${handle.value}°` : `${handle.value} %`}
          most={handle.unit === 'degrees' ? 360 : 100}
          rootRef={rootRef}
          onMove={({ x, y }) =>
            show(moveBackgroundHandle({ background: shown, area }, handle.id, { x: x + index, y }))
          }
          onEnd={(kept) => end(kept ? draft : undefined)}
          onKeyDown={(event) => step(handle, event)}
          onBlur={() => burst.flush()}
        />
      ))}
    </div>
  )
}

/** Along which the colours lie. */
function Line({ background, target }: { background: Background; target: BackgroundTarget }) {
  if (background.type !== 'linear' && background.type !== 'radial') return null
  const { area, index } = target
  const { from, to } = planLine(background, area)
  const viewBox = `${index} 0 1 ${area.height}`
  return (
    <svg className={classes.line} viewBox={viewBox} aria-hidden="true">
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={classes.lineEdge} />
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={classes.lineCore} />
    </svg>
  )
}

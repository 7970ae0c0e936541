import { type KeyboardEvent, useRef } from 'react'
import type { Background, Screen } from '#app/document/model/schema.ts'
import { StageHandle } from '../controls/stage-handle.tsx'
import { useHandleDraft } from '../controls/use-handle-draft.ts'
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
  const { draft, show, drop, step, blur } = useHandleDraft<Background>({
    preview: target.preview,
    end(next) {
      if (next === undefined || next === target.background) target.cancel()
      else target.commit(next, 'Move in background')
    },
  })
  const shown = draft ?? target.background
  const { area, index } = target

  const stepHandle = (handle: BackgroundHandle, event: KeyboardEvent) =>
    step(event, ([across, down]) => {
      const size = event.shiftKey ? 10 : 1
      return stepBackgroundHandle({ background: shown, area }, handle, { x: across * size, y: down * size })
    })
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
          onEnd={drop}
          onKeyDown={(event) => stepHandle(handle, event)}
          onBlur={blur}
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

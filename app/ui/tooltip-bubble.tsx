import { Tooltip } from '@mantine/core'
import { useEffect, useId } from 'react'
import type { TooltipSide } from './tooltip.ts'
import classes from './tooltip-bubble.module.css'

/** The tooltip of one element; it describes the element while it is shown. */
export function TooltipBubble({ target }: { target: HTMLElement }) {
  const id = useId()
  const { tooltip, tooltipKeys, tooltipSide = 'bottom' } = target.dataset
  useEffect(() => {
    target.setAttribute('aria-describedby', id)
    return () => target.removeAttribute('aria-describedby')
  }, [target, id])
  return (
    <Tooltip
      opened
      target={target}
      position={tooltipSide as TooltipSide}
      label={
        <span id={id}>
          {tooltip}
          {tooltipKeys !== undefined && <span className={classes.keys}>{tooltipKeys}</span>}
        </span>
      }
    />
  )
}

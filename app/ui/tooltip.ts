export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

type TooltipAttributes = {
  'data-tooltip': string
  'data-tooltip-keys'?: string | undefined
  'data-tooltip-side'?: TooltipSide | undefined
}

/** Attributes of an element that has a tooltip. `keys`: a shortcut, shown after the text. */
export const tooltip = (text: string, side?: TooltipSide, keys?: string): TooltipAttributes => ({
  'data-tooltip': text,
  'data-tooltip-side': side,
  'data-tooltip-keys': keys,
})

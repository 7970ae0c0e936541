/** A colour of CSS as #rrggbb or #rrggbbaa; `current` for `currentColor`; `undefined`: none, or not understood. */
export type ReadColour = (value: string) => string | undefined

/** The browser's own parser of colours, in every form that CSS has. */
export function createColourReader(): ReadColour {
  const context = document.createElement('canvas').getContext('2d')
  return (value) => {
    const text = value.trim()
    if (/^currentcolor$/i.test(text)) return 'current'
    if (context === null || text === '' || /^(none|transparent)$/i.test(text)) return undefined
    context.fillStyle = '#000001'
    context.fillStyle = text
    const read = String(context.fillStyle)
    if (read === '#000001') return undefined
    return read.startsWith('#') ? read : toHex(read)
  }
}

/** `rgba(1, 2, 3, 0.5)` → `#01020380` */
function toHex(rgba: string): string | undefined {
  const [red, green, blue, alpha = 1] = (rgba.match(/[\d.]+/g) ?? []).map(Number)
  if (red === undefined || green === undefined || blue === undefined) return undefined
  const pair = (value: number) => Math.round(value).toString(16).padStart(2, '0')
  return `#${pair(red)}${pair(green)}${pair(blue)}${pair(alpha * 255)}`
}

import type { TextStyle } from '../model/schema.ts'

/** Text size, pill and shadow scale together; fractions of the width are rounded to a millionth, far below a pixel. */
export function scaleTextStyle(style: TextStyle, scale: number): TextStyle {
  const { pill, shadow } = style
  const grow = (length: number) => Math.round(length * scale * 1e6) / 1e6
  return {
    ...style,
    size: grow(style.size),
    ...(pill === undefined
      ? {}
      : {
          pill: {
            ...pill,
            paddingX: grow(pill.paddingX),
            paddingY: grow(pill.paddingY),
            radius: grow(pill.radius),
          },
        }),
    ...(shadow === undefined
      ? {}
      : { shadow: { ...shadow, x: grow(shadow.x), y: grow(shadow.y), blur: grow(shadow.blur) } }),
  }
}

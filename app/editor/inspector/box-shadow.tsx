import type { ShapeElement } from '#app/document/model/schema.ts'
import { ShadowFields } from './shadow-fields.tsx'

/** The shadow of a shape or a picture. */
export function BoxShadow({
  name,
  shadow,
  widthPx,
}: {
  name: string
  shadow: ShapeElement['shadow']
  widthPx: number
}) {
  return (
    <ShadowFields
      title="Shadow"
      name={name}
      shadow={shadow}
      widthPx={widthPx}
      usual={{ x: 0, y: 0.012, blur: 0.04, colour: '#00000059' }}
      apply={(item, next) => {
        if (item.type !== 'shape' && item.type !== 'image') return item
        const { shadow: _before, ...rest } = item
        return next === undefined ? rest : { ...rest, shadow: next }
      }}
    />
  )
}

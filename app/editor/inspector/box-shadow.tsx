import type { Element } from '#app/document/model/schema.ts'
import { ShadowFields } from './shadow-fields.tsx'

/** The shadow of shapes, pictures and elements of several types. */
export function BoxShadow({ elements, widthPx }: { elements: readonly Element[]; widthPx: number }) {
  const usual = { x: 0, y: 0.012, blur: 0.04, colour: '#00000059' }
  return <ShadowFields title="Shadow" elements={elements} widthPx={widthPx} usual={usual} />
}

import type { Element, Screen } from '#app/document/model/schema.ts'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useUi } from '../state/use-editor.ts'
import { BoxShadow } from './box-shadow.tsx'
import { CornerField } from './corner-field.tsx'

/** What elements of several types have in common besides place and effects. */
export function MixedSection({ screen, elements }: { screen: Screen; elements: readonly Element[] }) {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const haveCorners = elements.every(({ type }) => type === 'image' || type === 'shape')
  return (
    <>
      {haveCorners && (
        <Section title="Corners">
          <CornerField elements={elements} widthPx={widthPx} />
        </Section>
      )}
      <BoxShadow elements={elements} widthPx={widthPx} />
    </>
  )
}

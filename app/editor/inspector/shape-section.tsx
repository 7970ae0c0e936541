import type { Element, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { ColourField } from '../controls/colour-field.tsx'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useUi } from '../state/use-editor.ts'
import { BoxShadow } from './box-shadow.tsx'
import { commonOf } from './common-of.ts'
import { CornerField } from './corner-field.tsx'
import { GradientFields } from './gradient-fields.tsx'
import { LensFields } from './lens-fields.tsx'
import { Marked } from './marked.tsx'
import { hasCorners, isOutline, PointsFields, ShapeChoice } from './shape-kind-fields.tsx'
import { StrokeFields } from './stroke-fields.tsx'
import { useSelectionField } from './use-selection-field.ts'
import { usualStroke, withField } from './with-field.ts'

export function ShapeSection({ screen, elements }: { screen: Screen; elements: readonly ShapeElement[] }) {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const name = nameElements(elements)
  const all = (is: (shape: ShapeElement) => boolean) => elements.every(is)

  return (
    <>
      {all(({ shape }) => shape !== 'emoji') && (
        <Section title="Shape">
          {all(({ shape }) => isOutline(shape)) && <ShapeChoice elements={elements} />}
          <PointsFields elements={elements} />
          {all(({ lens }) => lens !== undefined) && <LensFields screen={screen} elements={elements} />}
          <Marked name="fill" fields={['fill']}>
            <ColourField
              label="Fill"
              value={commonOf(elements, ({ fill }) => fill)}
              {...field(`Colour ${name}`, (item: Element, fill: string) =>
                item.type === 'shape' ? { ...item, fill } : item,
              )}
            />
          </Marked>
          {all(({ shape }) => hasCorners(shape)) && <CornerField elements={elements} widthPx={widthPx} />}
          {all(({ shape }) => shape !== 'lens') && (
            <GradientFields
              elements={elements}
              label={`Change gradient of ${name}`}
              read={(item) => (item.type === 'shape' ? item.gradient : undefined)}
              apply={(item, gradient) =>
                item.type === 'shape' ? withField(item, 'gradient', gradient) : item
              }
              colourOf={(item) => (item.type === 'shape' ? item.fill : '#000000')}
            />
          )}
          <StrokeFields
            elements={elements}
            label={`Change outline of ${name}`}
            usual={usualStroke}
            widthPx={widthPx}
            read={(item) => (item.type === 'shape' ? item.stroke : undefined)}
            apply={(item, stroke) => (item.type === 'shape' ? withField(item, 'stroke', stroke) : item)}
          />
        </Section>
      )}
      <BoxShadow elements={elements} widthPx={widthPx} />
    </>
  )
}

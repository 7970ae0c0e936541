import type { Element, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { ColourField } from '../controls/colour-field.tsx'
import { GradientFields } from '../controls/gradient-fields.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { StrokeFields } from '../controls/stroke-fields.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useUi } from '../state/use-editor.ts'
import { BoxShadow } from './box-shadow.tsx'
import { Marked } from './marked.tsx'
import { hasCorners, isOutline, LensFields, PointsFields, ShapeChoice } from './shape-kind-fields.tsx'
import { useSelectionField } from './use-selection-field.ts'
import { usualStroke, withField } from './with-field.ts'

export function ShapeSection({ screen, element }: { screen: Screen; element: ShapeElement }) {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { name, stroke } = element
  const shapeField = <Value,>(label: string, apply: (shape: ShapeElement, value: Value) => ShapeElement) =>
    field(label, (item: Element, value: Value) => (item.type === 'shape' ? apply(item, value) : item))

  return (
    <>
      {element.shape !== 'emoji' && (
        <Section title="Shape">
          {isOutline(element.shape) && <ShapeChoice element={element} />}
          <PointsFields element={element} />
          {element.lens !== undefined && <LensFields element={element} lens={element.lens} />}
          <Marked name="fill" fields={['fill']}>
            <ColourField
              label="Fill"
              value={element.fill}
              {...shapeField(`Colour ${name}`, (item, fill: string) => ({ ...item, fill }))}
            />
          </Marked>
          {hasCorners(element.shape) && (
            <NumberField
              label="Corner radius"
              short="Corners"
              unit="px"
              min={0}
              value={Math.round((element.corner ?? 0) * widthPx)}
              {...shapeField(`Change corners of ${name}`, (item, px: number) => ({
                ...item,
                corner: roundLength(px / widthPx),
              }))}
            />
          )}
          {element.shape !== 'lens' && (
            <GradientFields
              gradient={element.gradient}
              colour={element.fill}
              {...shapeField(`Change gradient of ${name}`, (item, gradient: ShapeElement['gradient']) =>
                withField(item, 'gradient', gradient),
              )}
            />
          )}
          {element.shape !== 'drawing' && (
            <StrokeFields
              stroke={stroke}
              usual={usualStroke}
              widthPx={widthPx}
              {...shapeField(`Change outline of ${name}`, (item, next: ShapeElement['stroke']) =>
                withField(item, 'stroke', next),
              )}
            />
          )}
        </Section>
      )}
      <BoxShadow name={name} shadow={element.shadow} widthPx={widthPx} />
    </>
  )
}

import { shapeNames } from '#app/document/edits/create-element.ts'
import type { Element, ImageElement, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { usualPoints } from '#app/render/shape-outline.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Choice, Labelled, Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { ShadowFields } from './shadow-fields.tsx'
import { useSelectionField } from './use-selection-field.ts'

export function ShapeSection({ screen, element }: { screen: Screen; element: ShapeElement }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { name, stroke } = element
  const shapeField = <Value,>(label: string, apply: (shape: ShapeElement, value: Value) => ShapeElement) =>
    field(label, (item: Element, value: Value) => (item.type === 'shape' ? apply(item, value) : item))

  return (
    <>
      <Section title="Shape">
        <Labelled label="Shape">
          <select
            className={controls.select}
            value={element.shape}
            onChange={(event) => {
              const shape = event.currentTarget.value as ShapeElement['shape']
              editSelection(editor, `Change shape of ${name}`, (item) => {
                if (item.type !== 'shape') return item
                const { points: _before, ...rest } = item
                return { ...rest, shape }
              })
            }}
          >
            {Object.entries(shapeNames).map(([shape, text]) => (
              <option key={shape} value={shape}>
                {text}
              </option>
            ))}
          </select>
        </Labelled>
        {(element.shape === 'star' || element.shape === 'polygon' || element.shape === 'badge') && (
          <NumberField
            label={element.shape === 'polygon' ? 'Corners' : 'Points'}
            short={element.shape === 'polygon' ? 'Corners' : 'Points'}
            min={3}
            max={40}
            value={element.points ?? usualPoints[element.shape]}
            {...shapeField(`Change points of ${name}`, (item, points: number) => ({
              ...item,
              points: Math.round(points),
            }))}
          />
        )}
        <ColourField
          label="Fill"
          value={element.fill}
          {...shapeField(`Colour ${name}`, (item, fill: string) => ({ ...item, fill }))}
        />
        {element.shape !== 'ellipse' && (
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
        <Toggle
          label="Outline"
          checked={stroke !== undefined}
          onChange={(on) =>
            editSelection(editor, `${on ? 'Add' : 'Remove'} outline of ${name}`, (item) => {
              if (item.type !== 'shape') return item
              const { stroke: _before, ...rest } = item
              return on ? { ...rest, stroke: { colour: '#ffffff', width: 0.006 } } : rest
            })
          }
        />
        {stroke !== undefined && (
          <>
            <ColourField
              label="Outline"
              value={stroke.colour}
              {...shapeField(`Colour outline of ${name}`, (item, colour: string) => ({
                ...item,
                stroke: { ...(item.stroke ?? stroke), colour },
              }))}
            />
            <NumberField
              label="Outline width"
              short="Width"
              unit="px"
              min={0}
              value={Math.round(stroke.width * widthPx)}
              {...shapeField(`Change outline of ${name}`, (item, px: number) => ({
                ...item,
                stroke: { ...(item.stroke ?? stroke), width: roundLength(px / widthPx) },
              }))}
            />
          </>
        )}
      </Section>
      <BoxShadow name={name} shadow={element.shadow} widthPx={widthPx} />
    </>
  )
}

export function ImageSection({ screen, element }: { screen: Screen; element: ImageElement }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { name } = element
  return (
    <>
      <Section title="Picture">
        <Choice
          label="How it fills its box"
          value={element.fit}
          options={[
            { value: 'cover', label: 'Fill' },
            { value: 'contain', label: 'Fit' },
            { value: 'stretch', label: 'Stretch' },
          ]}
          onChange={(fit) =>
            editSelection(editor, `Change fit of ${name}`, (item) =>
              item.type === 'image' ? { ...item, fit } : item,
            )
          }
        />
        <NumberField
          label="Corner radius"
          short="Corners"
          unit="px"
          min={0}
          value={Math.round((element.corner ?? 0) * widthPx)}
          {...field(`Change corners of ${name}`, (item: Element, px: number) =>
            item.type === 'image' ? { ...item, corner: roundLength(px / widthPx) } : item,
          )}
        />
        <p className={controls.note}>Drag a corner to keep its proportions; a side crops it.</p>
      </Section>
      <BoxShadow name={name} shadow={element.shadow} widthPx={widthPx} />
    </>
  )
}

function BoxShadow({
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

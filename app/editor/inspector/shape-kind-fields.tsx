import { shapeNames } from '#app/document/edits/create-element.ts'
import type { Element, Lens, ShapeElement } from '#app/document/model/schema.ts'
import { outlineShapes } from '#app/document/model/shape-kinds.ts'
import { usualPoints } from '#app/render/shape-outline.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Labelled } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { useEditor } from '../state/use-editor.ts'
import { useSelectionField } from './use-selection-field.ts'

type Shape = ShapeElement['shape']

/** The others hold something of their own. */
export const isOutline = (shape: Shape): boolean => outlineShapes.some((each) => each === shape)

export function hasCorners(shape: Shape): boolean {
  return isOutline(shape) && shape !== 'ellipse' && shape !== 'laurel'
}

export function ShapeChoice({ element }: { element: ShapeElement }) {
  const editor = useEditor()
  return (
    <Labelled label="Shape">
      <select
        className={controls.select}
        value={element.shape}
        onChange={(event) => {
          const shape = event.currentTarget.value as Shape
          editSelection(editor, `Change shape of ${element.name}`, (item) => {
            if (item.type !== 'shape') return item
            const { points: _points, value: _value, ...rest } = item
            return { ...rest, shape }
          })
        }}
      >
        {outlineShapes.map((shape) => (
          <option key={shape} value={shape}>
            {shapeNames[shape]}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

const pointNames: Partial<Record<Shape, string>> = {
  star: 'Points',
  polygon: 'Corners',
  badge: 'Points',
  laurel: 'Leaves',
  rating: 'Stars',
}

/** How many points, leaves or stars there are. */
export function PointsFields({ element }: { element: ShapeElement }) {
  const field = useSelectionField()
  const { shape, name } = element
  const label = pointNames[shape]
  if (label === undefined) return null
  const points = element.points ?? usualPoints[shape]
  return (
    <div className={controls.row}>
      <NumberField
        label={label}
        short={label}
        min={3}
        max={40}
        value={points}
        {...field(`Change ${label.toLowerCase()} of ${name}`, (item: Element, count: number) =>
          item.type === 'shape' ? { ...item, points: Math.round(count) } : item,
        )}
      />
      {shape === 'rating' && (
        <NumberField
          label="Full stars"
          short="Full"
          min={0}
          max={points}
          decimals={1}
          step={0.5}
          value={element.value ?? points}
          {...field(`Rate ${name}`, (item: Element, value: number) =>
            item.type === 'shape' ? { ...item, value } : item,
          )}
        />
      )}
    </div>
  )
}

const percent = (value: number) => `${Math.round(value)} %`
const times = (value: number) => `${value} ×`

/** Which part of the device a magnifier shows, and how large. */
export function LensFields({ element, lens }: { element: ShapeElement; lens: Lens }) {
  const field = useSelectionField()
  const part = (change: (before: Lens, value: number) => Lens) =>
    field(`Aim ${element.name}`, (item: Element, value: number) =>
      item.type === 'shape' && item.lens !== undefined ? { ...item, lens: change(item.lens, value) } : item,
    )
  return (
    <>
      <SliderField
        label="Enlarged"
        value={lens.zoom}
        min={1}
        max={6}
        step={0.1}
        format={times}
        {...part((before, zoom) => ({ ...before, zoom }))}
      />
      <SliderField
        label="Region, sideways"
        value={Math.round(lens.x * 100)}
        min={0}
        max={100}
        step={1}
        format={percent}
        {...part((before, x) => ({ ...before, x: x / 100 }))}
      />
      <SliderField
        label="Region, up and down"
        value={Math.round(lens.y * 100)}
        min={0}
        max={100}
        step={1}
        format={percent}
        {...part((before, y) => ({ ...before, y: y / 100 }))}
      />
    </>
  )
}

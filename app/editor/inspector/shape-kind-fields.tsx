import { shapeNames } from '#app/document/edits/create-element.ts'
import type { Element, ShapeElement } from '#app/document/model/schema.ts'
import { outlineShapes } from '#app/document/model/shape-kinds.ts'
import { usualPoints } from '#app/render/shape-outline.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Select } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

type Shape = ShapeElement['shape']

/** The others hold something of their own. */
export const isOutline = (shape: Shape): boolean => outlineShapes.some((each) => each === shape)

export function hasCorners(shape: Shape): boolean {
  return isOutline(shape) && shape !== 'ellipse' && shape !== 'laurel'
}

type ShapesProps = { elements: readonly ShapeElement[] }

export function ShapeChoice({ elements }: ShapesProps) {
  const editor = useEditor()
  return (
    <Select<Shape>
      label="Shape"
      value={commonOf(elements, ({ shape }) => shape)}
      options={outlineShapes.map((shape) => ({ value: shape, label: shapeNames[shape] }))}
      onChange={(shape) =>
        editSelection(editor, `Change shape of ${nameElements(elements)}`, (item) => {
          if (item.type !== 'shape') return item
          const { points: _points, value: _value, ...rest } = item
          return { ...rest, shape }
        })
      }
    />
  )
}

const pointNames: Partial<Record<Shape, string>> = {
  star: 'Points',
  polygon: 'Corners',
  badge: 'Points',
  laurel: 'Leaves',
  rating: 'Stars',
}

const pointsOf = (item: Element): number =>
  item.type === 'shape' ? (item.points ?? usualPoints[item.shape] ?? 0) : 0
const starsOf = (item: Element): number => (item.type === 'shape' ? (item.value ?? pointsOf(item)) : 0)

/** How many points, leaves or stars there are. */
export function PointsFields({ elements }: ShapesProps) {
  const field = useSelectionField()
  const name = nameElements(elements)
  const shape = commonOf(elements, (element) => element.shape)
  const label = shape && pointNames[shape]
  if (label === undefined) return null
  return (
    <div className={controls.row}>
      <NumberField
        label={label}
        short={label}
        min={3}
        max={40}
        value={commonOf(elements, pointsOf)}
        {...field(
          `Change ${label.toLowerCase()} of ${name}`,
          (item: Element, count: number) =>
            item.type === 'shape' ? { ...item, points: Math.round(count) } : item,
          pointsOf,
        )}
      />
      {shape === 'rating' && (
        <NumberField
          label="Full stars"
          short="Full"
          min={0}
          max={Math.max(...elements.map(pointsOf))}
          decimals={1}
          step={0.5}
          value={commonOf(elements, starsOf)}
          {...field(
            `Rate ${name}`,
            (item: Element, value: number) =>
              item.type === 'shape' ? { ...item, value: Math.min(value, pointsOf(item)) } : item,
            starsOf,
          )}
        />
      )}
    </div>
  )
}

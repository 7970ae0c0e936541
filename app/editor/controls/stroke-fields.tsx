import type { Stroke } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import { Toggle } from './choice.tsx'
import { ColourField } from './colour-field.tsx'
import { NumberField } from './number-field.tsx'

type StrokeFieldsProps = {
  stroke: Stroke | undefined
  /** The outline that switching it on gives. */
  usual: Stroke
  widthPx: number
  onPreview: (stroke: Stroke | undefined) => void
  onCommit: (stroke: Stroke | undefined) => void
  onCancel: () => void
}

/** A line along the edge. */
export function StrokeFields(props: StrokeFieldsProps) {
  const { stroke, usual, widthPx, onPreview, onCommit, onCancel } = props
  const withWidth = (given: Stroke, px: number) => ({ ...given, width: roundLength(px / widthPx) })
  return (
    <>
      <Toggle
        label="Outline"
        checked={stroke !== undefined}
        onChange={(on) => onCommit(on ? usual : undefined)}
      />
      {stroke !== undefined && (
        <>
          <ColourField
            label="Outline"
            value={stroke.colour}
            onPreview={(colour) => onPreview({ ...stroke, colour })}
            onCommit={(colour) => onCommit({ ...stroke, colour })}
            onCancel={onCancel}
          />
          <NumberField
            label="Outline width"
            short="Width"
            unit="px"
            min={0}
            value={Math.round(stroke.width * widthPx)}
            onPreview={(px) => onPreview(withWidth(stroke, px))}
            onCommit={(px) => onCommit(withWidth(stroke, px))}
            onCancel={onCancel}
          />
        </>
      )}
    </>
  )
}

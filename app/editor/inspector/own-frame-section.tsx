import type { OwnFrame } from '#app/document/model/own-frame.ts'
import type { Element } from '#app/document/model/schema.ts'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { type FrameEdge, moveEdge, readEdge } from '../own-frame/frame-edges.ts'
import { useSelectionField } from './use-selection-field.ts'

const edges: ReadonlyArray<{ edge: FrameEdge; label: string }> = [
  { edge: 'left', label: 'Left edge' },
  { edge: 'right', label: 'Right edge' },
  { edge: 'top', label: 'Upper edge' },
  { edge: 'bottom', label: 'Lower edge' },
]

/** Where the screen of a frame of one's own lies in its picture. */
export function OwnFrameSection({ name, ownFrame }: { name: string; ownFrame: OwnFrame }) {
  const field = useSelectionField()
  const change = (apply: (frame: OwnFrame, value: number) => OwnFrame) =>
    field(`Set screen of ${name}`, (item: Element, value: number) =>
      item.type === 'frame' && item.device.ownFrame !== undefined
        ? { ...item, device: { ...item.device, ownFrame: apply(item.device.ownFrame, value / 1000) } }
        : item,
    )
  return (
    <Section title="Screen of the frame">
      {edges.map(({ edge, label }) => (
        <SliderField
          key={edge}
          label={label}
          value={Math.round(readEdge(ownFrame, edge) * 1000)}
          min={0}
          max={1000}
          step={1}
          format={tenths}
          {...change((frame, value) => moveEdge(frame, edge, value))}
        />
      ))}
      <SliderField
        label="Corners of the screen"
        value={Math.round(ownFrame.corner * 1000)}
        min={0}
        max={300}
        step={1}
        format={tenths}
        {...change((frame, corner) => ({ ...frame, corner }))}
      />
    </Section>
  )
}

const tenths = (value: number) => `${value / 10} %`

import type { Element } from '#app/document/model/schema.ts'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { nameElements } from '../state/describe-element.ts'
import { commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

/** Elements of any type in perspective. */
export function TiltSection({ elements }: { elements: readonly Element[] }) {
  const field = useSelectionField()
  const axis = (key: 'x' | 'y') => {
    const own = (item: Element) => item.tilt?.[key] ?? 0
    return {
      value: commonOf(elements, own),
      ...field(
        `Tilt ${nameElements(elements)}`,
        (item: Element, angle: number) => withTilt(item, { ...(item.tilt ?? flat), [key]: angle }),
        own,
      ),
    }
  }
  const isOpen = elements.some(({ tilt }) => tilt !== undefined && (tilt.x !== 0 || tilt.y !== 0))
  return (
    <Section title="Tilt" open={isOpen}>
      <SliderField label="To the side" min={-45} max={45} step={1} format={degrees} {...axis('x')} />
      <SliderField label="Up and down" min={-45} max={45} step={1} format={degrees} {...axis('y')} />
    </Section>
  )
}

const flat = { x: 0, y: 0 }

/** A device always has a tilt, another element only where it is not flat. */
function withTilt(item: Element, tilt: { x: number; y: number }): Element {
  if (item.type === 'frame' || tilt.x !== 0 || tilt.y !== 0) return { ...item, tilt } as Element
  const { tilt: _flat, ...rest } = item
  return rest as Element
}

const degrees = (value: number) => `${value}°`

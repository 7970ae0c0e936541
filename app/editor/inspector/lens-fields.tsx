import type { ElementId } from '#app/document/model/ids.ts'
import { isLostLens } from '#app/document/model/lost-lens.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Lens, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { Select } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { SliderField } from '../controls/slider-field.tsx'
import { describeElement, nameElements } from '../state/describe-element.ts'
import { useUi } from '../state/use-editor.ts'
import { commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

const percent = (value: number) => `${Math.round(value)} %`
const times = (value: number) => `${value} ×`

type LensProps = { screen: Screen; elements: readonly ShapeElement[] }

/** Which part of which device magnifiers show, and how large. */
export function LensFields({ screen, elements }: LensProps) {
  const field = useSelectionField()
  const label = `Aim ${nameElements(elements)}`
  const part = (read: (lens: Lens) => number, change: (before: Lens, value: number) => Lens) => {
    const own = (item: Element) => (item.type === 'shape' && item.lens ? read(item.lens) : 0)
    return {
      value: commonOf(elements, own),
      ...field(
        label,
        (item: Element, value: number) =>
          item.type === 'shape' && item.lens ? { ...item, lens: change(item.lens, value) } : item,
        own,
      ),
    }
  }
  return (
    <>
      <DeviceChoice screen={screen} elements={elements} />
      <SliderField
        label="Enlarged"
        min={1}
        max={6}
        step={0.1}
        format={times}
        {...part(
          ({ zoom }) => zoom,
          (before, zoom) => ({ ...before, zoom }),
        )}
      />
      <SliderField
        label="Region, sideways"
        min={0}
        max={100}
        step={1}
        format={percent}
        {...part(
          ({ x }) => Math.round(x * 100),
          (before, x) => ({ ...before, x: x / 100 }),
        )}
      />
      <SliderField
        label="Region, up and down"
        min={0}
        max={100}
        step={1}
        format={percent}
        {...part(
          ({ y }) => Math.round(y * 100),
          (before, y) => ({ ...before, y: y / 100 }),
        )}
      />
    </>
  )
}

/** Where there is something to choose, or the device is gone. */
function DeviceChoice({ screen, elements }: LensProps) {
  const field = useSelectionField()
  const locale = useUi((ui) => ui.locale)
  const isLost = elements.some((element) => isLostLens(element, screen.elements))
  const frames = listOrdered<ElementId, Element>(screen.elements).filter(({ item }) => item.type === 'frame')
  if (frames.length === 0 && isLost)
    return <p className={controls.note}>It shows no device: this screen has none.</p>
  if (frames.length < 2 && !isLost) return null
  const { onCommit } = field(`Aim ${nameElements(elements)}`, (item: Element, frameId: ElementId) =>
    item.type === 'shape' && item.lens ? { ...item, lens: { ...item.lens, frameId } } : item,
  )
  return (
    <>
      {isLost && <p className={controls.note}>It shows no device. Choose one.</p>}
      <Select
        label="Device"
        value={isLost ? undefined : commonOf(elements, ({ lens }) => lens?.frameId)}
        options={frames.map(({ id, item }) => ({
          value: id,
          label: `${describeElement(item, locale)}${item.name === '' ? '' : `, ${item.name}`}`,
        }))}
        onChange={onCommit}
      />
    </>
  )
}

import type { Device } from '#app/document/catalogue/device-table.ts'
import { findDevice } from '#app/document/catalogue/devices.ts'
import type { Element, FrameElement } from '#app/document/model/schema.ts'
import { patchDevice } from '../actions/frame-actions.ts'
import { Choice, Toggle } from '../controls/choice.tsx'
import { ColourDots } from '../controls/colour-dots.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { allHave, commonOf } from './common-of.ts'
import { Marked } from './marked.tsx'
import { useSelectionField } from './use-selection-field.ts'

type FramesProps = { elements: readonly FrameElement[] }

/** The options of devices of the catalogue and of plain frames: those that all of them have. */
export function DeviceOptions({ elements }: FramesProps) {
  const editor = useEditor()
  const name = nameElements(elements)
  return (
    <>
      <BodyColour elements={elements} />
      <Marked name="bezel" fields={['device.bezel']}>
        <Choice
          label="Bezel"
          value={commonOf(elements, ({ device }) => device.bezel)}
          options={[
            { value: 'device', label: 'Device' },
            { value: 'thin', label: 'Thin' },
            { value: 'none', label: 'None' },
          ]}
          onChange={(bezel) => patchDevice(editor, `Change bezel of ${name}`, { bezel })}
        />
      </Marked>
      <Toggle
        label="Lying on its side"
        checked={allHave(elements, ({ device }) => device.landscape)}
        onChange={(landscape) => patchDevice(editor, `Turn ${name}`, { landscape })}
      />
      <Parts elements={elements} />
      <ScreenCorners elements={elements} />
    </>
  )
}

/** The catalogue's device; `undefined`: a plain frame. */
const deviceOf = ({ device }: FrameElement): Device | undefined => findDevice(device.deviceId)

function BodyColour({ elements }: FramesProps) {
  const editor = useEditor()
  const field = useSelectionField()
  const label = `Colour ${nameElements(elements)}`
  const known = commonOf(elements, deviceOf)
  const colour = commonOf(elements, ({ device }) => device.colour)
  const ownColour = colour?.startsWith('#') ? colour : known?.colours.find(({ id }) => id === colour)?.body
  return (
    <>
      {known !== undefined && (
        <ColourDots
          colours={known.colours}
          value={colour}
          onChange={(id) => patchDevice(editor, label, { colour: id })}
        />
      )}
      <Marked name="device colour" fields={['device.colour']}>
        <ColourField
          label="Own colour"
          opaque
          value={ownColour}
          {...field(label, (item: Element, next: string) =>
            item.type === 'frame' ? { ...item, device: { ...item.device, colour: next } } : item,
          )}
        />
      </Marked>
    </>
  )
}

/** Camera and buttons. */
function Parts({ elements }: FramesProps) {
  const editor = useEditor()
  const name = nameElements(elements)
  const all = (is: (device: Device, frame: FrameElement) => boolean) =>
    elements.every((frame) => {
      const device = deviceOf(frame)
      return device !== undefined && is(device, frame)
    })
  return (
    <>
      {all(({ cutOut }) => cutOut.kind !== 'none') && (
        <Toggle
          label="Camera cut-out"
          checked={allHave(elements, ({ device }) => device.cutOut)}
          onChange={(cutOut) => patchDevice(editor, `Change cut-out of ${name}`, { cutOut })}
        />
      )}
      {all(({ cutOut }, { device }) => cutOut.kind === 'hole' && device.cutOut) && (
        <Choice
          label="Place of the camera"
          value={commonOf(elements, ({ device }) => device.cutOutSide ?? 'centre')}
          options={[
            { value: 'left', label: 'Left' },
            { value: 'centre', label: 'Centre' },
            { value: 'right', label: 'Right' },
          ]}
          onChange={(cutOutSide) => patchDevice(editor, `Move camera of ${name}`, { cutOutSide })}
        />
      )}
      {all(({ buttons }, { device }) => buttons.length > 0 && device.bezel === 'device') && (
        <Toggle
          label="Side buttons"
          checked={allHave(elements, ({ device }) => device.buttons !== false)}
          onChange={(buttons) => patchDevice(editor, `Change buttons of ${name}`, { buttons })}
        />
      )}
    </>
  )
}

function ScreenCorners({ elements }: FramesProps) {
  const field = useSelectionField()
  const own = (item: Element) =>
    item.type === 'frame' ? Math.round((item.device.corner ?? deviceOf(item)?.cornerRadius ?? 0.06) * 100) : 0
  return (
    <Marked name="corners" fields={['device.corner']}>
      <SliderField
        label="Corner radius"
        value={commonOf(elements, own)}
        min={0}
        max={30}
        step={1}
        format={percent}
        {...field(
          `Change corners of ${nameElements(elements)}`,
          (item: Element, value: number) =>
            item.type === 'frame' ? { ...item, device: { ...item.device, corner: value / 100 } } : item,
          own,
        )}
      />
    </Marked>
  )
}

const percent = (value: number) => `${value} %`

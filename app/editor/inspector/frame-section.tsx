import { findDevice, listDevices } from '#app/document/catalogue/devices.ts'
import { plainDeviceId } from '#app/document/catalogue/frame-layout.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { FrameElement, Screen } from '#app/document/model/schema.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { applyDevice } from '../actions/frame-actions.ts'
import { Select } from '../controls/choice.tsx'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { CaptureSection } from './capture-section.tsx'
import { commonOf } from './common-of.ts'
import { DeviceOptions } from './device-options.tsx'
import { Marked } from './marked.tsx'
import { ShadowFields } from './shadow-fields.tsx'
import { TiltSection } from './tilt-section.tsx'

const ownFrameSection = definePart(async () => (await import('./own-frame-section.tsx')).OwnFrameSection)

/** `elementId`: of the only one, whose capture is shown as well. */
type FrameProps = { screen: Screen; elementId: ElementId | undefined; elements: readonly FrameElement[] }

export function FrameSection({ screen, elementId, elements }: FrameProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const deviceId = commonOf(elements, readDeviceId)
  const isOwn = elements.some(({ device }) => device.ownFrame !== undefined)
  const ownFrame = elementId === undefined ? undefined : elements[0]?.device.ownFrame

  return (
    <>
      <CaptureSection screen={screen} elementId={elementId} elements={elements} />
      <Section title="Device">
        <Marked name="device" fields={['device.deviceId', 'device.ownFrame']}>
          <Select
            label="Device"
            value={deviceId}
            options={listChoices(deviceId)}
            onChange={(id) => {
              if (id !== ownFrameChoice) applyDevice(editor, id)
            }}
          />
        </Marked>
        {!isOwn && <DeviceOptions elements={elements} />}
      </Section>
      {ownFrame !== undefined && (
        <LazyPart part={ownFrameSection} props={{ name: nameElements(elements), ownFrame }} />
      )}
      <TiltSection elements={elements} />
      <ShadowFields
        title="Shadow"
        elements={elements}
        widthPx={widthPx}
        usual={{ x: 0, y: 0.022, blur: 0.06, colour: '#00000059' }}
      />
    </>
  )
}

const ownFrameChoice = 'own'

const readDeviceId = ({ device }: FrameElement): string =>
  device.ownFrame === undefined ? device.deviceId : ownFrameChoice

/** The catalogue, and what the devices have now where that is something else. */
function listChoices(now: string | undefined): { value: string; label: string }[] {
  const isUnknown =
    now !== undefined && now !== plainDeviceId && now !== ownFrameChoice && findDevice(now) === undefined
  return [
    ...(isUnknown ? [{ value: now, label: `${now} (not known here)` }] : []),
    ...(now === ownFrameChoice ? [{ value: ownFrameChoice, label: 'Frame of your own' }] : []),
    { value: plainDeviceId, label: 'Plain rounded frame' },
    ...listDevices().map(({ id, name }) => ({ value: id, label: name })),
  ]
}

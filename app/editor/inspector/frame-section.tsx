import { findDevice, listDevices } from '#app/document/catalogue/devices.ts'
import { plainDeviceId } from '#app/document/catalogue/frame-layout.ts'
import { setCapture } from '#app/document/edits/set-content.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, FrameElement, Screen } from '#app/document/model/schema.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { editSelection } from '../actions/element-actions.ts'
import { applyDevice, patchDevice } from '../actions/frame-actions.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import { Choice, Labelled, Toggle } from '../controls/choice.tsx'
import { ColourDots } from '../controls/colour-dots.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { Marked } from './marked.tsx'
import { ShadowFields } from './shadow-fields.tsx'
import { useSelectionField } from './use-selection-field.ts'

const ownFrameSection = definePart(async () => (await import('./own-frame-section.tsx')).OwnFrameSection)

type FrameProps = { screen: Screen; elementId: ElementId; element: FrameElement }

export function FrameSection({ screen, elementId, element }: FrameProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { device, name } = element
  const known = findDevice(device.deviceId)

  return (
    <>
      <CaptureSection screen={screen} elementId={elementId} element={element} />
      <Section title="Device">
        <Marked name="device" fields={['device.deviceId', 'device.ownFrame']}>
          <Labelled label="Device">
            <select
              className={controls.select}
              value={device.ownFrame === undefined ? device.deviceId : 'own'}
              onChange={(event) => applyDevice(editor, event.currentTarget.value)}
            >
              {known === undefined && device.deviceId !== plainDeviceId && (
                <option value={device.deviceId}>{device.deviceId} (not known here)</option>
              )}
              {device.ownFrame !== undefined && <option value="own">Frame of your own</option>}
              <option value={plainDeviceId}>Plain rounded frame</option>
              {listDevices().map((option) => (
                <option key={option.id} value={option.id}>
                  {option.name}
                </option>
              ))}
            </select>
          </Labelled>
        </Marked>
        {device.ownFrame === undefined && <DeviceOptions element={element} />}
      </Section>
      {device.ownFrame !== undefined && (
        <LazyPart part={ownFrameSection} props={{ name, ownFrame: device.ownFrame }} />
      )}
      <Section title="Tilt" open={element.tilt.x !== 0 || element.tilt.y !== 0}>
        <SliderField
          label="To the side"
          value={element.tilt.x}
          min={-45}
          max={45}
          step={1}
          format={degrees}
          {...field(`Tilt ${name}`, (item: Element, x: number) =>
            item.type === 'frame' ? { ...item, tilt: { ...item.tilt, x } } : item,
          )}
        />
        <SliderField
          label="Up and down"
          value={element.tilt.y}
          min={-45}
          max={45}
          step={1}
          format={degrees}
          {...field(`Tilt ${name}`, (item: Element, y: number) =>
            item.type === 'frame' ? { ...item, tilt: { ...item.tilt, y } } : item,
          )}
        />
      </Section>
      <ShadowFields
        title="Shadow"
        name={name}
        shadow={element.shadow}
        widthPx={widthPx}
        usual={{ x: 0, y: 0.022, blur: 0.06, colour: '#00000059' }}
        apply={(item, shadow) => {
          if (item.type !== 'frame') return item
          const { shadow: _before, ...rest } = item
          return shadow === undefined ? rest : { ...rest, shadow }
        }}
      />
    </>
  )
}

/** The options of a device of the catalogue and of the plain frame. */
function DeviceOptions({ element }: { element: FrameElement }) {
  const editor = useEditor()
  const field = useSelectionField()
  const { device, name } = element
  const known = findDevice(device.deviceId)
  const corner = device.corner ?? known?.cornerRadius ?? 0.06
  return (
    <>
      {known !== undefined && (
        <ColourDots
          colours={known.colours}
          value={device.colour}
          onChange={(colour) => patchDevice(editor, `Colour ${name}`, { colour })}
        />
      )}
      <Marked name="device colour" fields={['device.colour']}>
        <ColourField
          label="Own colour"
          opaque
          value={ownColour(device.colour) ?? known?.colours.find(({ id }) => id === device.colour)?.body}
          {...field(`Colour ${name}`, (item: Element, colour: string) =>
            item.type === 'frame' ? { ...item, device: { ...item.device, colour } } : item,
          )}
        />
      </Marked>
      <Marked name="bezel" fields={['device.bezel']}>
        <Choice
          label="Bezel"
          value={device.bezel}
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
        checked={device.landscape}
        onChange={(landscape) => patchDevice(editor, `Turn ${name}`, { landscape })}
      />
      {known !== undefined && known.cutOut.kind !== 'none' && (
        <Toggle
          label="Camera cut-out"
          checked={device.cutOut}
          onChange={(cutOut) => patchDevice(editor, `Change cut-out of ${name}`, { cutOut })}
        />
      )}
      {known?.cutOut.kind === 'hole' && device.cutOut && (
        <Choice
          label="Place of the camera"
          value={device.cutOutSide ?? 'centre'}
          options={[
            { value: 'left', label: 'Left' },
            { value: 'centre', label: 'Centre' },
            { value: 'right', label: 'Right' },
          ]}
          onChange={(cutOutSide) => patchDevice(editor, `Move camera of ${name}`, { cutOutSide })}
        />
      )}
      {known !== undefined && known.buttons.length > 0 && device.bezel === 'device' && (
        <Toggle
          label="Side buttons"
          checked={device.buttons !== false}
          onChange={(buttons) => patchDevice(editor, `Change buttons of ${name}`, { buttons })}
        />
      )}
      <Marked name="corners" fields={['device.corner']}>
        <SliderField
          label="Corner radius"
          value={Math.round(corner * 100)}
          min={0}
          max={30}
          step={1}
          format={percent}
          {...field(`Change corners of ${name}`, (item: Element, value: number) =>
            item.type === 'frame' ? { ...item, device: { ...item.device, corner: value / 100 } } : item,
          )}
        />
      </Marked>
    </>
  )
}

const ownColour = (colour: string) => (colour.startsWith('#') ? colour : undefined)

function CaptureSection({ screen, elementId, element }: FrameProps) {
  const editor = useEditor()
  const drop = useCaptureDrop()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const field = useSelectionField()
  const { name } = element
  const mediaId = element.mediaByLocale[locale] ?? element.mediaByLocale[editor.languages().fallbackLocale]
  const fileName = mediaId === undefined ? undefined : editor.session.media.findName(mediaId)
  const ref = { canvasSizeId, screenId: screen.id, elementId }
  const moved = element.zoom !== 1 || element.pan.x !== 0 || element.pan.y !== 0

  return (
    <Section title="Capture">
      <Marked name="capture" fields={['mediaByLocale']}>
        <p className={controls.note}>
          {mediaId === undefined ? (
            'No capture yet. Drop one on the device, or choose a file.'
          ) : (
            <span translate="no">{fileName ?? 'Capture'}</span>
          )}
        </p>
      </Marked>
      <div className={controls.row}>
        <button type="button" className={controls.button} onClick={() => drop.pick({ ...ref })}>
          {mediaId === undefined ? 'Choose…' : 'Replace…'}
        </button>
        <button
          type="button"
          className={controls.button}
          disabled={element.mediaByLocale[locale] === undefined}
          onClick={() =>
            editor.edit(`Remove capture of ${name}`, (project) =>
              setCapture(project, { ...ref, locale, mediaId: undefined }),
            )
          }
        >
          Remove
        </button>
      </div>
      {mediaId !== undefined && (
        <>
          <SliderField
            label="Zoom"
            value={Math.round(element.zoom * 100)}
            min={50}
            max={300}
            step={1}
            format={percent}
            {...field(`Zoom capture of ${name}`, (item: Element, value: number) =>
              item.type === 'frame' ? { ...item, zoom: value / 100 } : item,
            )}
          />
          <SliderField
            label="Shift sideways"
            value={Math.round(element.pan.x * 100)}
            min={-100}
            max={100}
            step={1}
            format={percent}
            {...field(`Shift capture of ${name}`, (item: Element, value: number) =>
              item.type === 'frame' ? { ...item, pan: { ...item.pan, x: value / 100 } } : item,
            )}
          />
          <SliderField
            label="Shift up and down"
            value={Math.round(element.pan.y * 100)}
            min={-200}
            max={200}
            step={1}
            format={percent}
            {...field(`Shift capture of ${name}`, (item: Element, value: number) =>
              item.type === 'frame' ? { ...item, pan: { ...item.pan, y: value / 100 } } : item,
            )}
          />
          {moved && (
            <button
              type="button"
              className={controls.button}
              onClick={() =>
                editSelection(editor, `Reset capture of ${name}`, (item) =>
                  item.type === 'frame' ? { ...item, zoom: 1, pan: { ...item.pan, x: 0, y: 0 } } : item,
                )
              }
            >
              Reset
            </button>
          )}
        </>
      )}
    </Section>
  )
}

const percent = (value: number) => `${value} %`
const degrees = (value: number) => `${value}°`

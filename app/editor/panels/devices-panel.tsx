import type { Device } from '#app/document/catalogue/device-table.ts'
import { listDevices } from '#app/document/catalogue/devices.ts'
import {
  frameAspect,
  plainDeviceId,
  planFrameLayout,
  type RoundedRect,
} from '#app/document/catalogue/frame-layout.ts'
import { createFrame } from '#app/document/edits/create-element.ts'
import { chooseDevice } from '../actions/choose-device.ts'
import { OwnFrameButton } from '../own-frame/own-frame-button.tsx'
import { useEditor, useSelectedElements, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

const groups: ReadonlyArray<{ name: string; families: readonly Device['family'][] }> = [
  { name: 'iPhone', families: ['iphone'] },
  { name: 'Android phone', families: ['android-phone'] },
  { name: 'Tablet', families: ['ipad', 'android-tablet'] },
  { name: 'Watch', families: ['watch'] },
  { name: 'Computer', families: ['mac', 'laptop', 'desktop'] },
  { name: 'Television', families: ['tv'] },
]

/** With a device selected, a click changes it; else it adds one. */
export function DevicesPanel() {
  const editor = useEditor()
  const selected = useSelectedElements()
  useUi((ui) => ui.screenId)
  const frames = selected.filter(({ element }) => element.type === 'frame')
  const current =
    frames.length === 1 && frames[0]?.element.type === 'frame' ? frames[0].element.device.deviceId : undefined
  const choose = (deviceId: string) => chooseDevice(editor, deviceId)

  return (
    <>
      <p className={classes.hint}>
        {frames.length > 0
          ? 'Choose another device for the selected one.'
          : 'Choose a device to add it to the screen.'}
      </p>
      {groups.map((group) => (
        <section key={group.name} aria-label={group.name}>
          <header className={classes.subheading}>
            <h3>{group.name}</h3>
          </header>
          <div className={classes.deviceGrid} data-arrows>
            {listDevices()
              .filter((device) => group.families.includes(device.family))
              .map((device) => (
                <button
                  key={device.id}
                  type="button"
                  className={classes.device}
                  aria-pressed={device.id === current}
                  disabled={editor.readOnly}
                  onClick={() => choose(device.id)}
                >
                  <DeviceOutline deviceId={device.id} device={device} />
                  <span>{device.name}</span>
                </button>
              ))}
          </div>
        </section>
      ))}
      <section aria-label="Other">
        <header className={classes.subheading}>
          <h3>Other</h3>
        </header>
        <div className={classes.deviceGrid} data-arrows>
          <button
            type="button"
            className={classes.device}
            aria-pressed={current === plainDeviceId}
            disabled={editor.readOnly}
            onClick={() => choose(plainDeviceId)}
          >
            <DeviceOutline deviceId={plainDeviceId} device={undefined} />
            <span>Plain frame</span>
          </button>
        </div>
        <div className={classes.ownFrame}>
          <OwnFrameButton />
        </div>
      </section>
    </>
  )
}

/** The device's outline as a small line drawing. */
function DeviceOutline({ deviceId, device }: { deviceId: string; device: Device | undefined }) {
  const landscape = device?.landscapeOnly === true
  const aspect = frameAspect(device, 'device', { landscape })
  const height = aspect > 1 ? 44 / aspect : 64
  const width = height * aspect
  const frame = createFrame({ order: 'a0', x: 0, y: 0, width, deviceId, landscape })
  const { body, screen, cutOuts, homeButton, parts } = planFrameLayout(frame)
  return (
    <svg className={classes.deviceOutline} width={width} height={height} aria-hidden="true">
      {parts.map((part) => (
        <Rect key={`${part.x} ${part.y} ${part.width}`} rect={part} className={classes.deviceBody} />
      ))}
      {body !== undefined && <Rect rect={body} className={classes.deviceBody} />}
      <Rect rect={screen} className={classes.deviceScreen} />
      {[...cutOuts, ...(homeButton === undefined ? [] : [homeButton])].map((rect) => (
        <Rect key={`${rect.x} ${rect.y}`} rect={rect} className={classes.deviceBody} />
      ))}
    </svg>
  )
}

function Rect({ rect, className }: { rect: RoundedRect; className: string | undefined }) {
  return (
    <rect
      x={rect.x}
      y={rect.y}
      width={rect.width}
      height={rect.height}
      rx={rect.radii[2]}
      className={className}
    />
  )
}

import { Button, ColorPicker, Popover } from '@mantine/core'
import { IconColorPicker } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { palettes } from '#app/document/catalogue/palettes.ts'
import { listColours } from '#app/document/model/list-colours.ts'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import { useBurst } from '../state/use-burst.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './controls.module.css'
import { normaliseColour } from './normalise-colour.ts'

export type ColourPickerProps = {
  /** #rrggbb or #rrggbbaa. */
  shown: string
  opaque?: boolean | undefined
  onPreview: (colour: string) => void
  onCommit: (colour: string) => void
  onCancel: () => void
  onClose: () => void
}

const swatches = [
  '#ffffff',
  '#17171a',
  ...new Set(
    palettes.flatMap(({ background }) =>
      background.type === 'linear' ? background.stops.map((failure) => failure.colour) : [],
    ),
  ),
].slice(0, 14)

/** Picks a colour beside the place it is rendered in. */
export function ColourPicker({ onClose, ...props }: ColourPickerProps) {
  return (
    <Popover
      opened
      onChange={(isOpen) => isOpen || onClose()}
      position="left-start"
      withinPortal
      returnFocus={false}
    >
      <Popover.Target>
        <PopupAnchor className={classes.colourAnchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.colourDropdown} aria-label="Colour" data-own-keys>
        <Picker {...props} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** A drag or a burst of arrow keys is one change; Escape during either restores the colour. */
function Picker({
  shown,
  opaque = false,
  onPreview,
  onCommit,
  onCancel,
}: Omit<ColourPickerProps, 'onClose'>) {
  const byKeys = useRef(false)
  const putBack = useRef(false)
  const burst = useBurst(onCommit)
  /** A picker that was cancelled is mounted again: it would keep the colour it was dragged to. */
  const [round, setRound] = useState(0)
  const restore = () => {
    burst.drop()
    onCancel()
    setRound(round + 1)
  }
  return (
    <div
      onPointerDownCapture={(event) => {
        byKeys.current = false
        putBack.current = false
        escapeUntilRelease(event.pointerId, () => {
          putBack.current = true
          restore()
        })
      }}
      onKeyDownCapture={(event) => {
        byKeys.current = true
        putBack.current = false
        if (event.key !== 'Escape' || burst.pending() === undefined) return
        event.preventDefault()
        event.stopPropagation()
        restore()
      }}
    >
      <ColorPicker
        key={round}
        format={opaque ? 'hex' : 'hexa'}
        value={shown}
        onChange={(colour) => {
          const next = normaliseColour(colour, opaque)
          if (next !== undefined && !putBack.current) onPreview(next)
        }}
        onChangeEnd={(colour) => {
          if (putBack.current) return
          if (byKeys.current) burst.later(colour)
          else onCommit(colour)
        }}
        swatches={swatches}
        swatchesPerRow={7}
        saturationLabel="Saturation"
        hueLabel="Hue"
        alphaLabel="Opacity"
        fullWidth
      />
      <ProjectColours opaque={opaque} onPick={onCommit} />
      <Eyedropper onPick={onCommit} />
    </div>
  )
}

const mostShown = 14

/** The colours in use, so that one is taken again and not mixed anew. */
function ProjectColours({ opaque, onPick }: { opaque: boolean; onPick: (colour: string) => void }) {
  const { session } = useEditor()
  const [colours] = useState(() => [
    ...new Set(listColours(session.getProject()).flatMap((colour) => normaliseColour(colour, opaque) ?? [])),
  ])
  if (colours.length === 0) return null
  return (
    <fieldset className={classes.projectColours}>
      <legend>In this project</legend>
      {colours.slice(0, mostShown).map((colour) => (
        <button
          key={colour}
          type="button"
          className={classes.projectColour}
          aria-label={colour}
          title={colour}
          onClick={() => onPick(colour)}
        >
          <span style={{ background: colour }} />
        </button>
      ))}
    </fieldset>
  )
}

/** Chromium's: picks a colour anywhere on the screen. Absent elsewhere. */
type EyeDropperWindow = { EyeDropper?: new () => { open(): Promise<{ sRGBHex: string }> } }

function Eyedropper({ onPick }: { onPick: (colour: string) => void }) {
  const { EyeDropper } = window as EyeDropperWindow
  if (EyeDropper === undefined) return null
  return (
    <Button
      variant="default"
      size="xs"
      fullWidth
      mt={8}
      leftSection={<IconColorPicker size={16} stroke={1.5} />}
      onClick={() =>
        new EyeDropper().open().then(
          ({ sRGBHex }) => onPick(sRGBHex),
          // Escape.
          () => undefined,
        )
      }
    >
      Pick from the screen
    </Button>
  )
}

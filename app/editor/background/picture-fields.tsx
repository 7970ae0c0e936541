import { useState } from 'react'
import type { Background } from '#app/document/model/schema.ts'
import { Choice, Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { SliderField } from '../controls/slider-field.tsx'
import { backgroundField, degrees, percent } from './background-field.ts'
import type { BackgroundTarget } from './background-target.ts'
import { ColourFields } from './colour-fields.tsx'
import { PictureChoice } from './picture-choice.tsx'

type ImageBackground = Extract<Background, { type: 'image' }>
type Props = { target: BackgroundTarget; background: ImageBackground }

export function PictureFields({ target, background }: Props) {
  const [isReplacing, setReplacing] = useState(false)
  return (
    <>
      {isReplacing ? (
        <PictureChoice target={target} onChosen={() => setReplacing(false)} />
      ) : (
        <button type="button" className={controls.button} onClick={() => setReplacing(true)}>
          Replace picture…
        </button>
      )}
      <Choice
        label="How it fills the screen"
        value={background.fit}
        options={[
          { value: 'cover', label: 'Fill' },
          { value: 'contain', label: 'Fit' },
          { value: 'stretch', label: 'Stretch' },
        ]}
        onChange={(fit) => target.commit({ ...background, fit })}
      />
      <Place target={target} background={background} />
      <Shade target={target} background={background} />
      {background.fit === 'contain' && (
        <ColourFields target={target} background={background} label="Around it" />
      )}
    </>
  )
}

function Place({ target, background }: Props) {
  const pan = background.pan ?? { x: 0, y: 0 }
  const moved = pan.x !== 0 || pan.y !== 0 || (background.zoom ?? 1) !== 1 || (background.rotation ?? 0) !== 0
  const reset = () => {
    const { pan: _pan, zoom: _zoom, rotation: _rotation, ...rest } = background
    target.commit(rest as ImageBackground, 'Reset place of background')
  }
  return (
    <>
      <SliderField
        label="Zoom"
        value={Math.round((background.zoom ?? 1) * 100)}
        min={50}
        max={400}
        step={1}
        format={percent}
        {...backgroundField(target, (zoom: number) => ({ ...background, zoom: zoom / 100 }))}
      />
      <SliderField
        label="Shift sideways"
        value={Math.round(pan.x * 100)}
        min={-150}
        max={150}
        step={1}
        format={percent}
        {...backgroundField(target, (x: number) => ({ ...background, pan: { ...pan, x: x / 100 } }))}
      />
      <SliderField
        label="Shift up and down"
        value={Math.round(pan.y * 100)}
        min={-150}
        max={150}
        step={1}
        format={percent}
        {...backgroundField(target, (y: number) => ({ ...background, pan: { ...pan, y: y / 100 } }))}
      />
      <SliderField
        label="Rotation"
        value={Math.round(background.rotation ?? 0)}
        min={-180}
        max={180}
        step={1}
        format={degrees}
        {...backgroundField(target, (rotation: number) => ({ ...background, rotation }), 'Turn background')}
      />
      {moved && (
        <button type="button" className={controls.button} onClick={reset}>
          Reset place
        </button>
      )}
    </>
  )
}

const shades = [
  { field: 'dim', label: 'Darken' },
  { field: 'vignette', label: 'Vignette' },
  { field: 'noise', label: 'Grain' },
] as const

function Shade({ target, background }: Props) {
  const { overlay } = background
  const switchOverlay = (on: boolean) => {
    const { overlay: _before, ...rest } = background
    target.commit((on ? { ...rest, overlay: '#10131a66' } : rest) as ImageBackground)
  }
  return (
    <>
      <SliderField
        label="Blur"
        value={Math.round((background.blur ?? 0) * 1000)}
        min={0}
        max={150}
        step={1}
        format={tenths}
        {...backgroundField(target, (blur: number) => ({ ...background, blur: blur / 1000 }))}
      />
      {shades.map(({ field, label }) => (
        <SliderField
          key={field}
          label={label}
          value={Math.round((background[field] ?? 0) * 100)}
          min={0}
          max={100}
          step={1}
          format={percent}
          {...backgroundField(target, (value: number) => ({ ...background, [field]: value / 100 }))}
        />
      ))}
      <Toggle label="Colour over it" checked={overlay !== undefined} onChange={switchOverlay} />
      {overlay !== undefined && (
        <ColourField
          label="Overlay"
          value={overlay}
          {...backgroundField(target, (colour: string) => ({ ...background, overlay: colour }))}
        />
      )}
    </>
  )
}

const tenths = (value: number) => `${value / 10} %`

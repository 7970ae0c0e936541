import { IconPlus, IconTrash } from '@tabler/icons-react'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { roundLength } from '../geometry/round-length.ts'
import classes from './background.module.css'
import { backgroundField, degrees, percent } from './background-field.ts'
import type { BackgroundTarget } from './background-target.ts'
import { type Gradient, withStops } from './plan-background.ts'

type Props<Kind extends Gradient = Gradient> = { target: BackgroundTarget; background: Kind }

/** Colours of a gradient, then its direction or its centre. */
export function GradientFields({ target, background }: Props) {
  return (
    <>
      <Stops target={target} background={background} />
      {background.type !== 'radial' && (
        <SliderField
          label={background.type === 'linear' ? 'Direction' : 'Beginning'}
          value={Math.round(background.angle)}
          min={0}
          max={360}
          step={1}
          format={degrees}
          {...backgroundField(target, (angle: number) => ({ ...background, angle }), 'Turn background')}
        />
      )}
      {background.type !== 'linear' && <Centre target={target} background={background} />}
    </>
  )
}

function Centre({ target, background }: Props<Exclude<Gradient, { type: 'linear' }>>) {
  const { width, height } = target.area
  return (
    <>
      <SliderField
        label="Centre, sideways"
        value={Math.round((background.x / width) * 100)}
        min={-50}
        max={150}
        step={1}
        format={percent}
        {...backgroundField(target, (x: number) => ({ ...background, x: roundLength((x / 100) * width) }))}
      />
      <SliderField
        label="Centre, up and down"
        value={Math.round((background.y / height) * 100)}
        min={-50}
        max={150}
        step={1}
        format={percent}
        {...backgroundField(target, (y: number) => ({ ...background, y: roundLength((y / 100) * height) }))}
      />
      {background.type === 'radial' && (
        <SliderField
          label="Radius"
          value={Math.round(background.radius * 100)}
          min={10}
          max={400}
          step={1}
          format={percent}
          {...backgroundField(target, (radius: number) => ({ ...background, radius: radius / 100 }))}
        />
      )}
    </>
  )
}

const mostStops = 8

function Stops({ target, background }: Props) {
  const { stops } = background
  const colourAt = (index: number) => (colour: string) =>
    withStops(
      background,
      stops.map((stop, at) => (at === index ? { ...stop, colour } : stop)),
    )
  return (
    <>
      {stops.map((stop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stops have no identity but their place
        <div key={index} className={classes.stop}>
          <ColourField
            label={`Colour ${index + 1}`}
            value={stop.colour}
            opaque
            {...backgroundField(target, colourAt(index))}
          />
          {stops.length > 2 && (
            <IconButton
              label={`Remove colour ${index + 1}`}
              onClick={() =>
                target.commit(
                  withStops(
                    background,
                    stops.filter((_, at) => at !== index),
                  ),
                )
              }
            >
              <IconTrash size={15} stroke={1.5} />
            </IconButton>
          )}
        </div>
      ))}
      {stops.length < mostStops && (
        <button
          type="button"
          className={controls.button}
          onClick={() =>
            target.commit(
              withStops(background, [...stops, { offset: 1, colour: stops.at(-1)?.colour ?? '#000000' }]),
            )
          }
        >
          <IconPlus size={14} aria-hidden /> Add a colour
        </button>
      )}
    </>
  )
}

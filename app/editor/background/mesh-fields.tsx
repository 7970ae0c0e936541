import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Background } from '#app/document/model/schema.ts'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import classes from './background.module.css'
import { backgroundField, percent } from './background-field.ts'
import type { BackgroundTarget } from './background-target.ts'
import { ColourFields } from './colour-fields.tsx'

type Mesh = Extract<Background, { type: 'mesh' }>
type Spot = Mesh['spots'][number]

const mostSpots = 8

/** The ground and its soft spots; their places are dragged on the stage. */
export function MeshFields({ target, background }: { target: BackgroundTarget; background: Mesh }) {
  const { spots } = background
  const { width, height } = target.area
  const withSpot = (index: number, patch: Partial<Spot>): Mesh => ({
    ...background,
    spots: spots.map((spot, at) => (at === index ? { ...spot, ...patch } : spot)),
  })
  const addSpot = () => {
    const spot = { x: width / 2, y: height / 2, radius: 0.6 * Math.sqrt(width * height), colour: '#ffffff' }
    target.commit({ ...background, spots: [...spots, spot] }, 'Add spot to background')
  }
  return (
    <>
      <ColourFields target={target} background={background} label="Ground" />
      {spots.map((spot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spots have no identity but their place
        <div key={index}>
          <div className={classes.stop}>
            <ColourField
              label={`Spot ${index + 1}`}
              value={spot.colour}
              {...backgroundField(target, (colour: string) => withSpot(index, { colour }))}
            />
            <IconButton
              label={`Remove spot ${index + 1}`}
              onClick={() =>
                target.commit(
                  { ...background, spots: spots.filter((_, at) => at !== index) },
                  'Remove spot of background',
                )
              }
            >
              <IconTrash size={15} stroke={1.5} />
            </IconButton>
          </div>
          <SliderField
            label={`Size of spot ${index + 1}`}
            value={Math.round(spot.radius * 100)}
            min={5}
            max={400}
            step={1}
            format={percent}
            {...backgroundField(target, (radius: number) => withSpot(index, { radius: radius / 100 }))}
          />
        </div>
      ))}
      {spots.length < mostSpots && (
        <button type="button" className={controls.button} onClick={addSpot}>
          <IconPlus size={14} aria-hidden /> Add a spot
        </button>
      )}
    </>
  )
}

import { IconPlus, IconTrash } from '@tabler/icons-react'
import { lightText, pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { listUnreadable } from '#app/document/edits/apply-background.ts'
import { setBackground } from '#app/document/edits/set-screen.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'
import { applyBackground, backgroundEverywhere } from '../actions/background-actions.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useScreenIds, useUi } from '../state/use-editor.ts'
import { Choice } from './choice.tsx'
import { ColourField } from './colour-field.tsx'
import controls from './controls.module.css'
import { IconButton } from './icon-button.tsx'
import { changeKind, listStops, withStops } from './plan-background.ts'
import { SliderField } from './slider-field.tsx'

const kinds = [
  { value: 'colour', label: 'Colour' },
  { value: 'linear', label: 'Linear' },
  { value: 'radial', label: 'Radial' },
] as const

/** The background of the current screen: kind, colours, direction. */
export function BackgroundControls({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const count = useScreenIds(canvasSizeId).length
  const { background } = screen
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const canvasHeight = heightPx / widthPx
  const ref = { canvasSizeId, screenId: screen.id }
  const commit = (next: Background, label = 'Change background') => {
    editor.edit(label, (project) => setBackground(project, { ...ref, background: next }))
    editor.preview.clear()
  }
  const preview = (next: Background) =>
    editor.preview.show((project) => setBackground(project, { ...ref, background: next }))

  const cancel = () => editor.preview.clear()

  return (
    <>
      <Choice
        label="Kind of background"
        value={background.type === 'image' ? undefined : background.type}
        options={kinds}
        onChange={(kind) => commit(changeKind(background, kind, canvasHeight))}
      />
      {background.type === 'image' && (
        <p className={controls.note}>A picture is the background. Choose a kind above to replace it.</p>
      )}
      <Stops background={background} onPreview={preview} onCommit={commit} onCancel={cancel} />
      {background.type === 'linear' && (
        <SliderField
          label="Direction"
          value={background.angle}
          min={0}
          max={360}
          step={1}
          format={degrees}
          onPreview={(angle) => preview({ ...background, angle })}
          onCommit={(angle) => commit({ ...background, angle }, 'Turn background')}
          onCancel={cancel}
        />
      )}
      {background.type === 'radial' && (
        <>
          <SliderField
            label="Centre, sideways"
            value={Math.round(background.x * 100)}
            min={-50}
            max={150}
            step={1}
            format={percent}
            onPreview={(x) => preview({ ...background, x: x / 100 })}
            onCommit={(x) => commit({ ...background, x: x / 100 })}
            onCancel={cancel}
          />
          <SliderField
            label="Centre, up and down"
            value={Math.round((background.y / canvasHeight) * 100)}
            min={-50}
            max={150}
            step={1}
            format={percent}
            onPreview={(y) => preview({ ...background, y: (y / 100) * canvasHeight })}
            onCommit={(y) => commit({ ...background, y: roundLength((y / 100) * canvasHeight) })}
            onCancel={cancel}
          />
          <SliderField
            label="Radius"
            value={Math.round(background.radius * 100)}
            min={10}
            max={400}
            step={1}
            format={percent}
            onPreview={(radius) => preview({ ...background, radius: radius / 100 })}
            onCommit={(radius) => commit({ ...background, radius: radius / 100 })}
            onCancel={cancel}
          />
        </>
      )}
      <ReadableHint screen={screen} />
      {count > 1 && (
        <button
          type="button"
          className={controls.button}
          onClick={() => backgroundEverywhere(editor, background)}
        >
          Apply to all {count} screens
        </button>
      )}
    </>
  )
}

/** A custom background has no text colour of its own; this offers one when captions become illegible. */
function ReadableHint({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const count = listUnreadable(screen).length
  const { background } = screen
  const textColour = pickTextColour(background)
  if (count === 0 || background.type === 'image') return null
  return (
    <>
      <p className={controls.note}>
        {count === 1 ? 'A caption is' : `${count} captions are`} hard to read on this background.
      </p>
      <button
        type="button"
        className={controls.button}
        onClick={() => applyBackground(editor, { background, textColour })}
      >
        {textColour === lightText ? 'Use white text' : 'Use dark text'}
      </button>
    </>
  )
}

const degrees = (value: number) => `${Math.round(value)}°`
const percent = (value: number) => `${value} %`

type StopsProps = {
  background: Background
  onPreview: (background: Background) => void
  onCommit: (background: Background) => void
  onCancel: () => void
}

function Stops({ background, onPreview, onCommit, onCancel }: StopsProps) {
  if (background.type === 'colour' || background.type === 'image') {
    return (
      <ColourField
        label="Colour"
        value={background.colour}
        opaque
        onPreview={(colour) => onPreview({ ...background, colour })}
        onCommit={(colour) => onCommit({ ...background, colour })}
        onCancel={onCancel}
      />
    )
  }
  const stops = listStops(background)
  const colourAt = (index: number, colour: string) =>
    withStops(
      background,
      stops.map((failure, at) => (at === index ? { ...failure, colour } : failure)),
    )
  return (
    <>
      {stops.map((failure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stops have no identity but their place
        <div key={index} style={{ display: 'flex', gap: 4 }}>
          <div style={{ flex: 1, minWidth: 0 }}>
            <ColourField
              label={`Colour ${index + 1}`}
              value={failure.colour}
              opaque
              onPreview={(colour) => onPreview(colourAt(index, colour))}
              onCommit={(colour) => onCommit(colourAt(index, colour))}
              onCancel={onCancel}
            />
          </div>
          {stops.length > 2 && (
            <IconButton
              label={`Remove colour ${index + 1}`}
              onClick={() =>
                onCommit(
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
      {stops.length < 5 && (
        <button
          type="button"
          className={controls.button}
          onClick={() =>
            onCommit(
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

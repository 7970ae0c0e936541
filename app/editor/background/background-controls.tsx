import { useState } from 'react'
import { lightText, pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { listUnreadable } from '#app/document/edits/apply-background.ts'
import { dropKept } from '#app/document/edits/keep-kinds.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { backgroundEverywhere } from '../actions/background-actions.ts'
import { Choice } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { useEditor, useScreenIds, useUi } from '../state/use-editor.ts'
import classes from './background.module.css'
import { type BackgroundTarget, useBackgroundTarget } from './background-target.ts'
import { ColourFields } from './colour-fields.tsx'
import { GradientFields } from './gradient-background-fields.tsx'
import { HandlesToggle } from './handles-toggle.tsx'
import { MeshFields } from './mesh-fields.tsx'
import { PatternFields } from './pattern-fields.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { PictureFields } from './picture-fields.tsx'
import { type BackgroundKind, changeKind, isGradient } from './plan-background.ts'
import { ShareFields } from './share-fields.tsx'

const kinds = [
  { value: 'colour', label: 'Colour' },
  { value: 'linear', label: 'Linear' },
  { value: 'radial', label: 'Radial' },
  { value: 'conic', label: 'Conic' },
  { value: 'mesh', label: 'Mesh' },
  { value: 'pattern', label: 'Pattern' },
  { value: 'image', label: 'Picture' },
] as const

/** The background of the current screen, or the panorama it is a part of. */
export function BackgroundControls({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const count = useScreenIds(canvasSizeId).length
  const target = useBackgroundTarget(screen)
  const { background, area } = target
  /** A picture is wanted and none is chosen yet. */
  const [isChoosing, setChoosing] = useState(false)

  const choose = (kind: BackgroundKind) => {
    const next = changeKind(background, kind, area)
    setChoosing(next === undefined)
    if (next !== undefined && next !== background) target.commit(next)
  }
  return (
    <>
      <div className={classes.kinds}>
        <Choice
          label="Kind of background"
          value={isChoosing ? 'image' : background.type}
          options={kinds}
          onChange={choose}
        />
      </div>
      {isChoosing ? (
        <PictureChoice target={target} onChosen={() => setChoosing(false)} />
      ) : (
        <KindFields target={target} />
      )}
      <ReadableHint screen={screen} target={target} />
      {count > 1 && !target.isShared && (
        <button
          type="button"
          className={controls.button}
          onClick={() => backgroundEverywhere(editor, dropKept(background))}
        >
          Apply to all {count} screens
        </button>
      )}
      {count > 1 && <ShareFields screen={screen} target={target} />}
    </>
  )
}

function KindFields({ target }: { target: BackgroundTarget }) {
  const { background } = target
  if (isGradient(background)) {
    return (
      <>
        <GradientFields target={target} background={background} />
        <HandlesToggle />
      </>
    )
  }
  switch (background.type) {
    case 'colour':
      return <ColourFields target={target} background={background} />
    case 'mesh':
      return (
        <>
          <MeshFields target={target} background={background} />
          <HandlesToggle />
        </>
      )
    case 'pattern':
      return <PatternFields target={target} background={background} />
    case 'image':
      return (
        <>
          <PictureFields target={target} background={background} />
          <HandlesToggle />
        </>
      )
  }
}

/** A custom background has no text colour of its own; this offers one when captions become illegible. */
function ReadableHint({ screen, target }: { screen: Screen; target: BackgroundTarget }) {
  const { background } = target
  const count = listUnreadable(screen, background).length
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
        onClick={() => target.apply({ background, textColour })}
      >
        {textColour === lightText ? 'Use white text' : 'Use dark text'}
      </button>
    </>
  )
}

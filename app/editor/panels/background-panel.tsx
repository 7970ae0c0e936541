import { Tooltip } from '@mantine/core'
import type { Background } from '#app/document/model/schema.ts'
import { applyBackground } from '../actions/background-actions.ts'
import { BackgroundControls } from '../controls/background-controls.tsx'
import { useCurrentScreen, useEditor } from '../state/use-editor.ts'
import { backgroundPresets } from './background-presets.ts'
import { describeBackground } from './describe-background.ts'
import classes from './panels.module.css'

export function BackgroundPanel() {
  const editor = useEditor()
  const screen = useCurrentScreen()
  if (screen === undefined)
    return <p className={classes.note}>Add a screen first, then choose its background.</p>
  const same = (background: Background) => JSON.stringify(background) === JSON.stringify(screen.background)
  return (
    <>
      <div className={classes.swatches}>
        {backgroundPresets.map(({ name, background, textColour }) => (
          <Tooltip key={name} label={name}>
            <button
              type="button"
              className={classes.backgroundSwatch}
              style={{ background: describeBackground(background) }}
              aria-label={name}
              aria-pressed={same(background)}
              disabled={editor.readOnly}
              onClick={() => applyBackground(editor, { background, textColour })}
            />
          </Tooltip>
        ))}
      </div>
      <fieldset className={classes.ownBackground} disabled={editor.readOnly} aria-label="Your own background">
        <header className={classes.subheading} style={{ paddingInline: 0 }}>
          <h3>Your own</h3>
        </header>
        <BackgroundControls screen={screen} />
      </fieldset>
    </>
  )
}

import { isSameBackground } from '#app/document/edits/apply-background.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { tooltip } from '#app/ui/tooltip.ts'
import { BackgroundControls } from '../background/background-controls.tsx'
import { backgroundPresets, fitPreset } from '../background/background-presets.ts'
import { BackgroundSwatch } from '../background/background-swatch.tsx'
import { useBackgroundTarget } from '../background/background-target.ts'
import { useCurrentScreen, useEditor } from '../state/use-editor.ts'
import classes from './panels.module.css'

export function BackgroundPanel() {
  const screen = useCurrentScreen()
  return screen === undefined ? (
    <p className={classes.note}>Add a screen first, then choose its background.</p>
  ) : (
    <Choices screen={screen} />
  )
}

function Choices({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const target = useBackgroundTarget(screen)
  return (
    <>
      {backgroundPresets.map((group) => (
        <section key={group.name} aria-label={group.name}>
          <header className={classes.subheading}>
            <h3>{group.name}</h3>
          </header>
          <div className={classes.swatches} data-arrows>
            {group.presets.map(({ name, background, textColour }) => {
              const fitted = fitPreset(background, target.area)
              return (
                <button
                  key={name}
                  type="button"
                  className={classes.backgroundSwatch}
                  aria-label={name}
                  aria-pressed={isSameBackground(fitted, target.background)}
                  {...tooltip(name)}
                  disabled={editor.readOnly}
                  onClick={() => target.apply({ background: fitted, textColour })}
                >
                  <BackgroundSwatch background={background} className={classes.swatchPicture} />
                </button>
              )
            })}
          </div>
        </section>
      ))}
      <fieldset className={classes.ownBackground} disabled={editor.readOnly} aria-label="Your own background">
        <header className={classes.subheading} style={{ paddingInline: 0 }}>
          <h3>Your own</h3>
        </header>
        <BackgroundControls screen={screen} />
      </fieldset>
    </>
  )
}

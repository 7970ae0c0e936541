import { listSharing, shareBackground, spreadBackground } from '#app/document/edits/share-background.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { Toggle } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { useEditor, useProject, useScreenIds, useUi } from '../state/use-editor.ts'
import classes from './background.module.css'
import type { BackgroundTarget } from './background-target.ts'

/** One background over chosen screens, as a panorama. */
export function ShareFields({ screen, target }: { screen: Screen; target: BackgroundTarget }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screenIds = useScreenIds(canvasSizeId)
  const screens = useProject((project) => project.screensByCanvasSize[canvasSizeId])
  const shared = useProject((project) => project.sharedBackgrounds?.[canvasSizeId])
  const share = (label: string, chosen: readonly ScreenId[]) =>
    editor.edit(label, (project) =>
      shareBackground(project, {
        canvasSizeId,
        screenIds: chosen,
        background: spreadBackground(screen.background, chosen.length),
      }),
    )
  const toggle = (on: boolean) => {
    const others = listSharing(editor.session.getProject(), canvasSizeId)
    if (on) share('Share background', others.length > 0 ? [...others, screen.id] : screenIds)
    else
      share(
        'Show own background',
        others.filter((id) => id !== screen.id),
      )
  }
  return (
    <>
      <Toggle label="One background over several screens" checked={target.isShared} onChange={toggle} />
      {target.isShared && (
        <fieldset className={classes.sharing}>
          <legend className={controls.fieldLabel}>Screens it runs over</legend>
          {screenIds.map((id, index) => (
            <label key={id} className={classes.sharingRow}>
              <input
                type="checkbox"
                checked={shared?.screens[id] === true}
                onChange={(event) => {
                  const now = screenIds.filter((other) =>
                    other === id ? event.currentTarget.checked : shared?.screens[other] === true,
                  )
                  share('Change screens of the shared background', now)
                }}
              />
              {index + 1} <span translate="no">{screens?.[id]?.name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

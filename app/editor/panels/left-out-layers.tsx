import { IconRestore } from '@tabler/icons-react'
import { listLeftOut } from '#app/document/linked/list-overridden.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { resetToMaster } from '../actions/reset-to-master.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { titleOf } from '../state/title-of.ts'
import { useEditor, useScreen, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

/** Elements of the master that this size leaves out, to be brought back. */
export function LeftOutLayers({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const link = readLink(screen)
  const master = useScreen(
    link?.linkedTo.canvasSizeId ?? canvasSizeId,
    link === undefined ? undefined : link.linkedTo.screenId,
  )
  const locale = useUi((ui) => ui.locale)
  const leftOut = listLeftOut(link?.overrides ?? {}).flatMap((id) => {
    const element = master?.elements[id]
    return element === undefined ? [] : [{ id, title: titleOf(element, locale) }]
  })
  if (leftOut.length === 0) return null
  return (
    <ul className={classes.layers} aria-label="Left out in this size">
      {leftOut.map(({ id, title }) => (
        <li key={id} className={classes.layerRow} data-faint>
          <span className={classes.leftOut} translate="no">
            {title}
          </span>
          {!editor.readOnly && (
            <IconButton
              label={`Bring back ${title}`}
              onClick={() =>
                resetToMaster(editor, `Bring back ${title}`, [
                  { canvasSizeId, screenId: screen.id, elementId: id },
                ])
              }
            >
              <IconRestore size={15} stroke={1.5} />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  )
}

import { IconCopy, IconPaint, IconTemplate, IconTrash, IconX } from '@tabler/icons-react'
import {
  backgroundToChosen,
  deleteChosenScreens,
  duplicateChosenScreens,
  styleToChosen,
} from '../actions/chosen-screens.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

/** What can be done with several screens at once; the current one is the model. */
export function ChosenBar() {
  const editor = useEditor()
  const count = useUi((ui) => ui.chosenScreenIds.length) + 1
  return (
    <fieldset className={classes.chosenBar} aria-label="Chosen screens">
      <output className={classes.chosenCount}>{count} screens</output>
      <IconButton
        label="Use this background on the chosen screens"
        onClick={() => backgroundToChosen(editor)}
      >
        <IconPaint size={16} stroke={1.5} />
      </IconButton>
      <IconButton label="Use this design on the chosen screens" onClick={() => styleToChosen(editor)}>
        <IconTemplate size={16} stroke={1.5} />
      </IconButton>
      <IconButton label="Duplicate the chosen screens" onClick={() => duplicateChosenScreens(editor)}>
        <IconCopy size={16} stroke={1.5} />
      </IconButton>
      <IconButton label="Delete the chosen screens" onClick={() => deleteChosenScreens(editor)}>
        <IconTrash size={16} stroke={1.5} />
      </IconButton>
      <IconButton label="Choose only the current screen" onClick={() => editor.chooseScreens([])}>
        <IconX size={16} stroke={1.5} />
      </IconButton>
    </fieldset>
  )
}

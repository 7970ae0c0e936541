import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ScreenId } from '#app/document/model/ids.ts'
import {
  addScreenAfter,
  deleteScreen,
  duplicateScreenById,
  placeScreen,
  showScreen,
  stepScreen,
} from '../actions/screen-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { useEditor, useScreen, useScreenIds, useUi } from '../state/use-editor.ts'
import { LayerList } from './layer-list.tsx'
import classes from './panels.module.css'

/** The screens of the size in order, and the elements of the current one. */
export function LayersPanel() {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screenIds = useScreenIds(canvasSizeId)
  const current = useUi((ui) => ui.screenId)
  const [dragged, setDragged] = useState<ScreenId>()

  return (
    <>
      <section aria-label="Screens">
        <header className={classes.subheading}>
          <h3>Screens</h3>
          {!editor.readOnly && (
            <IconButton label="Add screen" onClick={() => addScreenAfter(editor, current)}>
              <IconPlus size={16} stroke={1.5} />
            </IconButton>
          )}
        </header>
        {screenIds.length === 0 ? (
          <p className={classes.note}>No screens yet. Drop captures on the stage, or add a screen.</p>
        ) : (
          <ol className={classes.screens}>
            {screenIds.map((id, index) => (
              <ScreenRow
                key={id}
                screenId={id}
                number={index + 1}
                dragged={dragged}
                onDrag={setDragged}
                before={dragged !== undefined && screenIds.indexOf(dragged) > index}
              />
            ))}
          </ol>
        )}
      </section>
      <LayerList />
    </>
  )
}

type ScreenRowProps = {
  screenId: ScreenId
  number: number
  dragged: ScreenId | undefined
  onDrag: (screenId: ScreenId | undefined) => void
  /** A row dragged onto this one is inserted before it, else after it. */
  before: boolean
}

function ScreenRow({ screenId, number, dragged, onDrag, before }: ScreenRowProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const current = useUi((ui) => ui.screenId === screenId)
  const screen = useScreen(canvasSizeId, screenId)
  const [over, setOver] = useState(false)
  if (screen === undefined) return null
  const { readOnly } = editor

  return (
    <li
      className={classes.screenRow}
      data-current={current}
      data-over={over && dragged !== screenId ? (before ? 'before' : 'after') : undefined}
      draggable={!readOnly}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', screen.name)
        onDrag(screenId)
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => {
        if (dragged === undefined) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (dragged === undefined) return
        event.preventDefault()
        placeScreen(editor, dragged, before ? { before: screenId } : { after: screenId })
        onDrag(undefined)
      }}
    >
      <button
        type="button"
        className={classes.screenPick}
        aria-current={current}
        aria-label={`Screen ${number}: ${screen.name}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => showScreen(editor, screenId)}
        onKeyDown={(event) => {
          if (readOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !event.altKey) return
          event.preventDefault()
          stepScreen(editor, screenId, event.key === 'ArrowUp' ? -1 : 1)
        }}
      >
        <ScreenPicture
          screen={screen}
          widthPx={screen.orientation === 'portrait' ? 30 : 52}
          className={classes.thumb}
        />
        <span className={classes.number}>{number}</span>
        <span className={classes.name} translate="no">
          {screen.name}
        </span>
      </button>
      {!readOnly && (
        <span className={classes.rowActions}>
          <IconButton
            label={`Duplicate screen ${number}`}
            onClick={() => duplicateScreenById(editor, screenId)}
          >
            <IconCopy size={15} stroke={1.5} />
          </IconButton>
          <IconButton label={`Delete screen ${number}`} onClick={() => deleteScreen(editor, screenId)}>
            <IconTrash size={15} stroke={1.5} />
          </IconButton>
        </span>
      )}
    </li>
  )
}

import { IconCopy, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ScreenId } from '#app/document/model/ids.ts'
import type { Screen, StoredScreen } from '#app/document/model/schema.ts'
import { isLinked, readLink } from '#app/document/model/screen-link.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { placeChosenScreens, stepChosenScreens } from '../actions/chosen-screens.ts'
import { addScreenAfter, deleteScreen, duplicateScreenById, showScreen } from '../actions/screen-actions.ts'
import { attachRowDrag } from '../controls/attach-row-drag.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { LayerTree } from '../layers/layer-tree.tsx'
import type { EditorController } from '../state/editor-controller.ts'
import { listScreenIds, useEditor, useProject, useScreen, useScreenIds, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

const leftOutLayers = definePart(async () => (await import('./left-out-layers.tsx')).LeftOutLayers)
const leftOutPart = definePart(async () => (await import('./left-out-screens.tsx')).LeftOutScreens)
const hasLeftOut = (screen: Screen) =>
  Object.values(readLink(screen)?.overrides.elements ?? {}).includes(null)
const isLeftOut = (screen: StoredScreen) => isLinked(screen) && screen.overrides.hidden === true
const chosenBar = definePart(async () => (await import('./chosen-bar.tsx')).ChosenBar)
const noProps = {}

/** The screens of the size in order, and the elements of the current one. */
export function LayersPanel() {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screenIds = useScreenIds(canvasSizeId)
  const current = useUi((ui) => ui.screenId)
  const row = useProject(() => editor.session.getDocument().screensByCanvasSize[canvasSizeId])
  const leftOutCount = Object.values<StoredScreen>(row ?? {}).filter(isLeftOut).length
  const currentScreen = useScreen(canvasSizeId, current)
  const hasChosen = useUi((ui) => ui.chosenScreenIds.length > 0)
  const listRef = useRef<HTMLOListElement>(null)
  const isEmpty = screenIds.length === 0
  useEffect(() => {
    const list = listRef.current
    if (list === null || editor.readOnly || isEmpty) return
    return attachRowDrag(list, {
      mayEnter: () => false,
      onDrop: (from, to, zone) => {
        const target = to as ScreenId
        placeChosenScreens(
          editor,
          from as ScreenId,
          zone === 'before' ? { before: target } : { after: target },
        )
      },
    })
  }, [editor, isEmpty])
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
        {hasChosen && !editor.readOnly && <LazyPart part={chosenBar} props={noProps} />}
        {isEmpty ? (
          <p className={classes.note}>No screens yet. Drop captures on the stage, or add a screen.</p>
        ) : (
          <ol ref={listRef} className={classes.screens} data-arrows>
            {screenIds.map((id, index) => (
              <ScreenRow key={id} screenId={id} number={index + 1} />
            ))}
          </ol>
        )}
        {leftOutCount > 0 && <LazyPart part={leftOutPart} props={noProps} />}
      </section>
      <LayerTree />
      {currentScreen !== undefined && hasLeftOut(currentScreen) && (
        <LazyPart part={leftOutLayers} props={{ screen: currentScreen }} />
      )}
    </>
  )
}

function ScreenRow({ screenId, number }: { screenId: ScreenId; number: number }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const current = useUi((ui) => ui.screenId === screenId)
  const chosen = useUi((ui) => ui.chosenScreenIds.includes(screenId))
  const screen = useScreen(canvasSizeId, screenId)
  const drawn = useProject((project) => resolveScreen(project, canvasSizeId, screenId))
  const link = readLink(screen)
  const isChanged = link !== undefined && Object.keys(link.overrides).length > 0
  if (screen === undefined || drawn === undefined) return null
  const { readOnly } = editor
  return (
    <li
      className={classes.screenRow}
      data-current={current}
      data-chosen={chosen || undefined}
      data-row={screenId}
      data-screen-row={screenId}
    >
      <button
        type="button"
        className={classes.screenPick}
        aria-current={current}
        aria-label={`Screen ${number}: ${screen.name}${chosen ? ' (chosen)' : ''}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Shift+Enter"
        onClick={(event) => {
          if (!chooseScreen(editor, screenId, event)) showScreen(editor, screenId)
        }}
        onKeyDown={(event) => {
          if (readOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !event.altKey) return
          event.preventDefault()
          stepChosenScreens(editor, screenId, event.key === 'ArrowUp' ? -1 : 1)
        }}
      >
        <ScreenPicture
          screen={drawn}
          widthPx={screen.orientation === 'portrait' ? 30 : 52}
          className={classes.thumb}
        />
        <span className={classes.number} aria-hidden="true">
          {number}
        </span>
        <span className={classes.name} translate="no">
          {screen.name}
        </span>
        {isChanged && <span className={classes.linkMark} role="img" aria-label="(other than its master)" />}
      </button>
      {!readOnly && (
        <span className={classes.rowActions} data-row-action>
          <IconButton
            label={`Duplicate screen ${number}`}
            onClick={() => duplicateScreenById(editor, screenId)}
          >
            <IconCopy size={15} stroke={1.5} />
          </IconButton>
          <IconButton label={`Delete screen ${number}`} onClick={() => deleteScreen(editor, screenId)}>
            <IconTrash size={15} stroke={1.5} />
          </IconButton>
          <span className={classes.grip} data-drag-grip aria-hidden="true">
            <IconGripVertical size={16} stroke={1.5} />
          </span>
        </span>
      )}
    </li>
  )
}

/**
 * With Ctrl or ⌘ a screen is chosen besides the current one, or no longer; with Shift all up to it. A finger does it while
 * “Select several” is on. `false`: a plain click.
 */
function chooseScreen(
  editor: EditorController,
  screenId: ScreenId,
  { ctrlKey, metaKey, shiftKey }: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean },
): boolean {
  const { canvasSizeId, screenId: current, chosenScreenIds } = editor.ui.get()
  if (current === undefined) return false
  if (shiftKey) {
    const ids = listScreenIds(editor.session.getProject().screensByCanvasSize[canvasSizeId])
    const [from, to] = [ids.indexOf(current), ids.indexOf(screenId)].sort((a, b) => a - b)
    editor.chooseScreens(ids.slice(from, (to ?? 0) + 1))
    return true
  }
  if (!ctrlKey && !metaKey && !editor.stageState.picksSeveral.get()) return false
  if (current === screenId) return true
  const isChosen = chosenScreenIds.includes(screenId)
  editor.chooseScreens(
    isChosen ? chosenScreenIds.filter((id) => id !== screenId) : [...chosenScreenIds, screenId],
  )
  return true
}

import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconCopy,
  IconLock,
  IconLockOpen,
  IconTrash,
} from '@tabler/icons-react'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import {
  deleteSelection,
  duplicateSelection,
  editSelection,
  reorderSelection,
} from '../actions/element-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { useCurrentScreen, useEditor, useSelectedElements, useUi } from '../state/use-editor.ts'
import { FrameSection } from './frame-section.tsx'
import classes from './inspector.module.css'
import { PositionSection } from './position-section.tsx'
import { ScreenSections } from './screen-sections.tsx'
import { ImageSection, ShapeSection } from './shape-section.tsx'
import { TextSection } from './text-section.tsx'

/** The fields of the selection; with nothing selected, those of the screen. */
export function Inspector() {
  const { readOnly } = useEditor()
  const screen = useCurrentScreen()
  useUi((ui) => ui.locale)
  const selected = useSelectedElements()
  if (screen === undefined) {
    return <p className={classes.empty}>Add a screen, and its background and layout are set here.</p>
  }
  return (
    <fieldset className={classes.inspector} disabled={readOnly} aria-label="Properties">
      {selected.length === 0 ? (
        <ScreenSections screen={screen} />
      ) : (
        <ElementSections screen={screen} selected={selected} />
      )}
    </fieldset>
  )
}

type SelectedProps = { screen: Screen; selected: ReadonlyArray<{ id: ElementId; element: Element }> }

function ElementSections({ screen, selected }: SelectedProps) {
  const elements = selected.map(({ element }) => element)
  const [only] = selected
  return (
    <>
      <Heading elements={elements} />
      {selected.length === 1 && only !== undefined && (
        <TypeSections key={only.id} screen={screen} elementId={only.id} element={only.element} />
      )}
      <PositionSection screen={screen} elements={elements} />
    </>
  )
}

function TypeSections({
  screen,
  elementId,
  element,
}: {
  screen: Screen
  elementId: ElementId
  element: Element
}) {
  switch (element.type) {
    case 'text':
      return <TextSection screen={screen} elementId={elementId} element={element} />
    case 'frame':
      return <FrameSection screen={screen} elementId={elementId} element={element} />
    case 'shape':
      return <ShapeSection screen={screen} element={element} />
    case 'image':
      return <ImageSection screen={screen} element={element} />
  }
}

const kinds = { text: 'Text', frame: 'Device', shape: 'Shape', image: 'Picture' } as const

function Heading({ elements }: { elements: readonly Element[] }) {
  const editor = useEditor()
  const [first] = elements
  const single = elements.length === 1
  const locked = elements.every((element) => element.locked)
  return (
    <header className={classes.heading}>
      <h2>{single && first !== undefined ? kinds[first.type] : `${elements.length} elements`}</h2>
      {single && (
        <>
          <IconButton label="Bring forward" shortcut="]" onClick={() => reorderSelection(editor, 'forward')}>
            <IconArrowBarToUp size={16} stroke={1.5} />
          </IconButton>
          <IconButton label="Send backward" shortcut="[" onClick={() => reorderSelection(editor, 'backward')}>
            <IconArrowBarToDown size={16} stroke={1.5} />
          </IconButton>
        </>
      )}
      <IconButton
        label={locked ? 'Unlock' : 'Lock'}
        onClick={() =>
          editSelection(editor, locked ? 'Unlock' : 'Lock', (element) => ({ ...element, locked: !locked }))
        }
      >
        {locked ? <IconLock size={16} stroke={1.5} /> : <IconLockOpen size={16} stroke={1.5} />}
      </IconButton>
      <IconButton label="Duplicate" shortcut="mod+D" onClick={() => duplicateSelection(editor)}>
        <IconCopy size={16} stroke={1.5} />
      </IconButton>
      <IconButton label="Delete" shortcut="Delete" onClick={() => deleteSelection(editor)}>
        <IconTrash size={16} stroke={1.5} />
      </IconButton>
    </header>
  )
}

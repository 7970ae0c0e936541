import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconCopy,
  IconLock,
  IconLockOpen,
  IconTrash,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { findKeys } from '#app/ui/keyboard/key-binding.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { deleteSelection, duplicateSelection, editSelection } from '../actions/element-actions.ts'
import { reorderSelection } from '../actions/layer-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { keyTable } from '../interaction/key-table.ts'
import { useCurrentScreen, useEditor, useSelectedElements, useUi } from '../state/use-editor.ts'
import { commonOf } from './common-of.ts'
import classes from './inspector.module.css'
import { PositionSection } from './position-section.tsx'
import { ScreenSections } from './screen-sections.tsx'

/** Needed by the first selection: fetched right after the page is there. */
const frameSection = definePart(async () => (await import('./frame-section.tsx')).FrameSection)
const textSection = definePart(async () => (await import('./text-section.tsx')).TextSection)
const shapeSection = definePart(async () => (await import('./shape-section.tsx')).ShapeSection)
const imageSection = definePart(async () => (await import('./image-section.tsx')).ImageSection)
const mixedSection = definePart(async () => (await import('./mixed-section.tsx')).MixedSection)
const effectsSection = definePart(async () => (await import('./effects-section.tsx')).EffectsSection)
const linkSection = definePart(async () => (await import('./link-section.tsx')).LinkSection)

/** The fields of the selection; with nothing selected, those of the screen. */
export function Inspector() {
  const { readOnly } = useEditor()
  const screen = useCurrentScreen()
  useUi((ui) => ui.locale)
  const selected = useSelectedElements()
  useEffect(() => {
    frameSection.preload()
    textSection.preload()
  }, [])
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
      {readLink(screen) !== undefined && (
        <LazyPart part={linkSection} props={{ screen, elementIds: selected.map(({ id }) => id) }} />
      )}
    </fieldset>
  )
}

type SelectedProps = { screen: Screen; selected: ReadonlyArray<{ id: ElementId; element: Element }> }

function ElementSections({ screen, selected }: SelectedProps) {
  const elements = selected.map(({ element }) => element)
  const ids = selected.map(({ id }) => id)
  // Fields start anew with another selection.
  const key = ids.join(' ')
  return (
    <>
      <Heading elements={elements} />
      <TypeSections
        key={key}
        screen={screen}
        elementId={ids.length === 1 ? ids[0] : undefined}
        elements={elements}
      />
      <LazyPart key={`effects ${key}`} part={effectsSection} props={{ elements }} />
      <PositionSection screen={screen} elements={elements} />
    </>
  )
}

type TypeProps = {
  screen: Screen
  /** Of the only one. */
  elementId: ElementId | undefined
  elements: readonly Element[]
}

/** The fields of elements of one type; of several types those that all have. */
function TypeSections({ screen, elementId, elements }: TypeProps) {
  const type = commonOf(elements, (element) => element.type)
  switch (type) {
    case 'text':
      return (
        <LazyPart
          part={textSection}
          props={{ screen, elementId, elements: elements.filter((item) => item.type === type) }}
        />
      )
    case 'frame':
      return (
        <LazyPart
          part={frameSection}
          props={{ screen, elementId, elements: elements.filter((item) => item.type === type) }}
        />
      )
    case 'shape':
      return (
        <LazyPart
          part={shapeSection}
          props={{ screen, elements: elements.filter((item) => item.type === type) }}
        />
      )
    case 'image':
      return (
        <LazyPart
          part={imageSection}
          props={{ screen, elements: elements.filter((item) => item.type === type) }}
        />
      )
    case undefined:
      return <LazyPart part={mixedSection} props={{ screen, elements }} />
    default:
      return type satisfies never
  }
}

const kinds = { text: 'Text', frame: 'Device', shape: 'Shape', image: 'Picture' } as const

function Heading({ elements }: { elements: readonly Element[] }) {
  const editor = useEditor()
  const [first] = elements
  const single = elements.length === 1
  const locked = elements.every((element) => element.locked)
  return (
    <header className={classes.heading} data-arrows>
      <h2>{single && first !== undefined ? kinds[first.type] : `${elements.length} elements`}</h2>
      {single && (
        <>
          <IconButton
            label="Bring forward"
            shortcut={findKeys(keyTable, 'forward')}
            onClick={() => reorderSelection(editor, 'forward')}
          >
            <IconArrowBarToUp size={16} stroke={1.5} />
          </IconButton>
          <IconButton
            label="Send backward"
            shortcut={findKeys(keyTable, 'backward')}
            onClick={() => reorderSelection(editor, 'backward')}
          >
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
      <IconButton
        label="Duplicate"
        shortcut={findKeys(keyTable, 'duplicate')}
        onClick={() => duplicateSelection(editor)}
      >
        <IconCopy size={16} stroke={1.5} />
      </IconButton>
      <IconButton
        label="Delete"
        shortcut={findKeys(keyTable, 'delete')}
        onClick={() => deleteSelection(editor)}
      >
        <IconTrash size={16} stroke={1.5} />
      </IconButton>
    </header>
  )
}

import {
  IconAlertTriangle,
  IconDeviceMobile,
  IconEye,
  IconEyeOff,
  IconLock,
  IconLockOpen,
  IconPhoto,
  IconSquare,
  IconTypography,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { editElements } from '#app/document/edits/edit-screen.ts'
import { reorderElement } from '#app/document/edits/reorder-element.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { ElementId, Locale } from '#app/document/model/ids.ts'
import { listOrdered, orderAfter, orderBefore } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'
import { InlineRename } from '#app/ui/inline-rename.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { boundsOf } from '../geometry/box.ts'
import { liesOutside } from '../geometry/plan-landing.ts'
import { planClickSelection } from '../geometry/plan-selection.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useCurrentScreen, useEditor, useUi } from '../state/use-editor.ts'
import classes from './panels.module.css'

const icons = { text: IconTypography, frame: IconDeviceMobile, image: IconPhoto, shape: IconSquare } as const

/** The elements of the current screen, the front one first. */
export function LayerList() {
  const screen = useCurrentScreen()
  const [dragged, setDragged] = useState<ElementId>()
  if (screen === undefined) return null
  const layers = [...listOrdered<ElementId, Element>(screen.elements)].reverse()
  const draggedAt = layers.findIndex(({ id }) => id === dragged)
  return (
    <section aria-label={`Layers of ${screen.name}`}>
      <header className={classes.subheading}>
        <h3>Layers</h3>
      </header>
      {layers.length === 0 ? (
        <p className={classes.note}>Nothing on this screen but its background.</p>
      ) : (
        <ol className={classes.layers}>
          {layers.map(({ id, item }, index) => (
            <LayerRow
              key={id}
              screen={screen}
              elementId={id}
              element={item}
              dragged={dragged}
              onDrag={setDragged}
              before={draggedAt > index}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

type LayerRowProps = {
  screen: Screen
  elementId: ElementId
  element: Element
  dragged: ElementId | undefined
  onDrag: (elementId: ElementId | undefined) => void
  before: boolean
}

function LayerRow({ screen, elementId, element, dragged, onDrag, before }: LayerRowProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const selected = useUi((ui) => ui.selectedIds.includes(elementId))
  const [renaming, setRenaming] = useState(false)
  const [over, setOver] = useState(false)
  const { readOnly } = editor
  const ref = { canvasSizeId, screenId: screen.id, elementId }
  const Icon = icons[element.type]
  const title = titleOf(element, locale)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const outside = element.visible && liesOutside(boundsOf(editor.measureBox(element)), heightPx / widthPx)
  const pickRef = useRef<HTMLButtonElement>(null)
  const rename = (name: string) =>
    editor.edit('Rename layer', (project) => updateElement(project, { ...ref, patch: { name } }))

  return (
    <li
      className={classes.layerRow}
      data-selected={selected}
      data-faint={!element.visible || undefined}
      data-over={over && dragged !== elementId ? (before ? 'before' : 'after') : undefined}
      draggable={!readOnly && !renaming}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', title)
        onDrag(elementId)
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
        if (dragged === undefined || dragged === elementId) return
        event.preventDefault()
        // The list runs from front to back, the document from back to front.
        const place = before ? orderAfter : orderBefore
        editor.edit('Reorder layers', (project) =>
          editElements(project, { ...ref, elementIds: [dragged] }, (moved) => {
            const { [dragged]: _moving, ...others } = screen.elements
            return { ...moved, order: place(others, elementId) }
          }),
        )
        onDrag(undefined)
      }}
    >
      {renaming ? (
        <InlineRename
          className={classes.renameField}
          label="Name of the layer"
          name={element.name}
          onRename={rename}
          onClose={(byKey) => {
            setRenaming(false)
            // The row's button is back only after the next render.
            if (byKey) requestAnimationFrame(() => pickRef.current?.focus())
          }}
        />
      ) : (
        <button
          ref={pickRef}
          type="button"
          className={classes.layerPick}
          aria-pressed={selected}
          aria-keyshortcuts="F2 Alt+ArrowUp Alt+ArrowDown"
          title={outside ? `${title}: outside the screen, in no picture` : title}
          onClick={(event) => {
            const additive = event.shiftKey || event.ctrlKey || event.metaKey
            const { selectedIds } = editor.ui.get()
            editor.selectElements(screen.id, planClickSelection(selectedIds, elementId, additive))
          }}
          onDoubleClick={() => setRenaming(!readOnly)}
          onKeyDown={(event) => {
            if (readOnly) return
            if (event.key === 'F2') setRenaming(true)
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
            event.preventDefault()
            const to = event.key === 'ArrowUp' ? 'forward' : 'backward'
            editor.edit('Reorder layers', (project) => reorderElement(project, { ...ref, to }))
          }}
        >
          <Icon size={15} stroke={1.5} aria-hidden />
          <span className={classes.name} translate="no">
            {title}
          </span>
          {outside && (
            <span className={classes.outside} role="img" aria-label="(outside the screen, in no picture)">
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
            </span>
          )}
        </button>
      )}
      {!readOnly && (
        <span className={classes.rowActions} data-keep={!element.visible || element.locked || undefined}>
          <IconButton
            label={element.locked ? `Unlock ${title}` : `Lock ${title}`}
            onClick={() =>
              editor.edit(element.locked ? 'Unlock layer' : 'Lock layer', (project) =>
                updateElement(project, { ...ref, patch: { locked: !element.locked } }),
              )
            }
          >
            {element.locked ? <IconLock size={15} stroke={1.5} /> : <IconLockOpen size={15} stroke={1.5} />}
          </IconButton>
          <IconButton
            label={element.visible ? `Hide ${title}` : `Show ${title}`}
            onClick={() =>
              editor.edit(element.visible ? 'Hide layer' : 'Show layer', (project) =>
                updateElement(project, { ...ref, patch: { visible: !element.visible } }),
              )
            }
          >
            {element.visible ? <IconEye size={15} stroke={1.5} /> : <IconEyeOff size={15} stroke={1.5} />}
          </IconButton>
        </span>
      )}
    </li>
  )
}

/** A text without a layer name is identified by its content. */
function titleOf(element: Element, locale: Locale): string {
  if (element.type !== 'text' || (element.name !== 'Text' && element.name !== 'Caption')) return element.name
  const caption = element.contentByLocale[locale] ?? Object.values(element.contentByLocale)[0] ?? ''
  return plainText(caption).replace(/\s+/g, ' ').trim() || element.name
}

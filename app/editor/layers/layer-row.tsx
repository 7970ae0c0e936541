import {
  IconChevronDown,
  IconChevronRight,
  IconDeviceMobile,
  IconEye,
  IconEyeOff,
  IconFolder,
  IconGripVertical,
  IconLock,
  IconLockOpen,
  IconPhoto,
  IconSquare,
  IconTypography,
} from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { editElements } from '#app/document/edits/edit-screen.ts'
import { renameGroup } from '#app/document/edits/group-elements.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { GroupId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { InlineRename } from '#app/ui/inline-rename.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { boundsOf } from '../geometry/box.ts'
import { liesOutside, reachesOutside } from '../geometry/plan-landing.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { describeElement } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureFit } from '../state/measure-fit.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { describePlace } from './describe-place.ts'
import { findMarks, markWords } from './find-marks.ts'
import { LayerMarks } from './layer-marks.tsx'
import classes from './layers.module.css'
import type { LayerRowPlan } from './plan-rows.ts'
import { titleOfNode } from './title-of-node.ts'

const icons = { text: IconTypography, frame: IconDeviceMobile, image: IconPhoto, shape: IconSquare } as const

type LayerRowProps = {
  screen: Screen
  row: LayerRowPlan
  /** The one line of the tree in the tab order. */
  isActive: boolean
  isSelected: boolean
  isRenaming: boolean
  onRename: (starts: boolean) => void
  onFocus: () => void
  onOpen: (id: GroupId, isOpen: boolean) => void
  onSelect: (additive: boolean) => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function LayerRow(props: LayerRowProps) {
  const { screen, row, isActive, isSelected, isRenaming, onRename, onFocus, onSelect, onKeyDown } = props
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const rowRef = useRef<HTMLDivElement>(null)
  const { node, elementIds } = row
  const elements = elementIds.flatMap((id) => screen.elements[id] ?? [])
  const title = titleOfNode(node, locale)
  const isHidden = elements.every(({ visible }) => !visible)
  const isLocked = elements.every(({ locked }) => locked)
  const canvas = findCanvasPx(canvasSizeId, screen.orientation)
  const element = node.kind === 'element' ? node.element : undefined
  const marks =
    node.kind === 'group' || element === undefined
      ? []
      : findMarks(screen, node.id, {
          overflows:
            element.type === 'text' && measureFit(element, { ...editor.languages(), locale }).overflows,
          isOutside: liesOutside(boundsOf(editor.measureBox(element)), canvas.heightPx / canvas.widthPx),
          isCut: reachesOutside(boundsOf(editor.measureBox(element)), canvas.heightPx / canvas.widthPx),
        })
  const ref = { canvasSizeId, screenId: screen.id }
  const rename = (name: string) =>
    node.kind === 'group'
      ? editor.edit('Rename group', (project) => renameGroup(project, { ...ref, groupId: node.id, name }))
      : editor.edit('Rename layer', (project) =>
          updateElement(project, { ...ref, elementId: node.id, patch: { name } }),
        )
  const isText = title !== (element?.name ?? title)
  const kind = element === undefined ? `Group: ${title}` : isText ? describeElement(element, locale) : title
  const words = [
    kind,
    ...(isHidden ? ['hidden'] : []),
    ...(isLocked ? ['locked'] : []),
    ...marks.map((mark) => markWords[mark]),
  ].join(', ')
  const place =
    element === undefined ? `${elements.length} elements` : describePlace(editor.measureBox(element), canvas)
  const inOrder = `${row.position} of ${row.count} from the front`
  return (
    <div
      ref={rowRef}
      role="treeitem"
      className={classes.row}
      style={{ '--level': row.level } as CSSProperties}
      tabIndex={isActive ? 0 : -1}
      aria-label={words}
      aria-description={`${place}; ${inOrder}`}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.count}
      aria-selected={isSelected}
      aria-keyshortcuts="F2 Alt+ArrowUp Alt+ArrowDown"
      {...(node.kind === 'group' ? { 'aria-expanded': row.isOpen } : {})}
      title={marks.includes('outside') ? `${title}: ${markWords.outside}` : title}
      data-row={row.key}
      data-layer={elementIds.join(' ')}
      data-faint={isHidden || undefined}
      onFocus={onFocus}
      onClick={(event) => {
        if (!isOfAction(event)) onSelect(isAdditive(event) || editor.stageState.picksSeveral.get())
      }}
      onDoubleClick={(event) => {
        if (!isOfAction(event)) onRename(!editor.readOnly)
      }}
      onKeyDown={onKeyDown}
    >
      {node.kind === 'group' ? (
        <Caret isOpen={row.isOpen} onToggle={() => props.onOpen(node.id, !row.isOpen)} />
      ) : (
        <span className={classes.noCaret} />
      )}
      <RowIcon element={element} />
      {isRenaming ? (
        <InlineRename
          className={classes.renameField}
          label={node.kind === 'group' ? 'Name of the group' : 'Name of the layer'}
          name={node.kind === 'group' ? node.group.name : node.element.name}
          onRename={rename}
          onClose={(byKey) => {
            onRename(false)
            if (byKey) requestAnimationFrame(() => rowRef.current?.focus())
          }}
        />
      ) : (
        <span className={classes.name} translate="no">
          {title}
        </span>
      )}
      <LayerMarks marks={marks} />
      {!editor.readOnly && (
        <RowActions
          title={title}
          isHidden={isHidden}
          isLocked={isLocked}
          isActive={isActive}
          onToggle={(field) =>
            toggle(
              editor,
              { ...ref, elementIds },
              { field, on: !(field === 'locked' ? isLocked : !isHidden) },
            )
          }
        />
      )}
    </div>
  )
}

/** The buttons in a row do what they say, and nothing to the row. */
const isOfAction = ({ target }: MouseEvent): boolean =>
  (target as HTMLElement).closest('[data-row-action]') !== null

const isAdditive = ({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean => shiftKey || ctrlKey || metaKey

function toggle(
  editor: EditorController,
  ref: Parameters<typeof editElements>[1],
  { field, on }: { field: 'locked' | 'visible'; on: boolean },
): void {
  const verb = field === 'locked' ? (on ? 'Lock' : 'Unlock') : on ? 'Show' : 'Hide'
  editor.edit(`${verb} layer`, (project) =>
    editElements(project, ref, (element) => (element[field] === on ? element : { ...element, [field]: on })),
  )
}

function RowIcon({ element }: { element: Element | undefined }) {
  const Icon = element === undefined ? IconFolder : icons[element.type]
  return <Icon className={classes.icon ?? ''} size={15} stroke={1.5} aria-hidden />
}

/** For the mouse and fingers; keys open and close by the arrows. */
function Caret({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const Icon = isOpen ? IconChevronDown : IconChevronRight
  return (
    <span className={classes.caret} data-row-action aria-hidden="true" onClick={onToggle}>
      <Icon size={14} stroke={1.75} />
    </span>
  )
}

type RowActionsProps = {
  title: string
  isHidden: boolean
  isLocked: boolean
  isActive: boolean
  onToggle: (field: 'locked' | 'visible') => void
}

function RowActions({ title, isHidden, isLocked, isActive, onToggle }: RowActionsProps) {
  const tabIndex = isActive ? 0 : -1
  return (
    <span className={classes.actions} data-row-action data-keep={isHidden || isLocked || undefined}>
      <IconButton
        label={isLocked ? `Unlock ${title}` : `Lock ${title}`}
        tabIndex={tabIndex}
        onClick={() => onToggle('locked')}
      >
        {isLocked ? <IconLock size={15} stroke={1.5} /> : <IconLockOpen size={15} stroke={1.5} />}
      </IconButton>
      <IconButton
        label={isHidden ? `Show ${title}` : `Hide ${title}`}
        tabIndex={tabIndex}
        onClick={() => onToggle('visible')}
      >
        {isHidden ? <IconEyeOff size={15} stroke={1.5} /> : <IconEye size={15} stroke={1.5} />}
      </IconButton>
      <span className={classes.grip} data-drag-grip aria-hidden="true">
        <IconGripVertical size={16} stroke={1.5} />
      </span>
    </span>
  )
}

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { LayerRef } from '#app/document/edits/group-elements.ts'
import type { GroupId } from '#app/document/model/ids.ts'
import { planLayerTree } from '#app/document/model/layer-tree.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { SearchField } from '#app/ui/search-field.tsx'
import { placeLayers } from '../actions/layer-actions.ts'
import { attachRowDrag } from '../controls/attach-row-drag.ts'
import { useCurrentScreen, useEditor, useUi } from '../state/use-editor.ts'
import { LayerRow } from './layer-row.tsx'
import classes from './layers.module.css'
import { type LayerRowPlan, planRows, planStep } from './plan-rows.ts'
import { titleOfNode } from './title-of-node.ts'

/** With this many lines a search is offered. */
const manyRows = 10

/** The layers of the current screen as a tree, the front one first: the canvas for people who do not see it. */
export function LayerTree() {
  const screen = useCurrentScreen()
  if (screen === undefined) return null
  return <TreeOfScreen key={screen.id} screen={screen} />
}

function TreeOfScreen({ screen }: { screen: Screen }) {
  const locale = useUi((ui) => ui.locale)
  const [closed, setClosed] = useState<ReadonlySet<GroupId>>(noGroups)
  const [query, setQuery] = useState('')
  const all = useMemo(() => planRows(planLayerTree(screen), noGroups), [screen])
  const isSearch = query.trim() !== ''
  const rows = useMemo(() => {
    if (!isSearch) return planRows(planLayerTree(screen), closed)
    const words = query.trim().toLowerCase()
    return all.filter(({ node }) => titleOfNode(node, locale).toLowerCase().includes(words))
  }, [screen, closed, query, isSearch, all, locale])
  const setOpen = (id: GroupId, isOpen: boolean) =>
    setClosed((before) => new Set(isOpen ? [...before].filter((each) => each !== id) : [...before, id]))
  return (
    <section aria-label={`Layers of ${screen.name}`} className={classes.section}>
      <header className={classes.heading}>
        <h3>Layers</h3>
      </header>
      {all.length > manyRows && (
        <div className={classes.search}>
          <SearchField label="Search layers" value={query} onChange={setQuery} />
        </div>
      )}
      {all.length === 0 ? (
        <p className={classes.note}>Nothing on this screen but its background.</p>
      ) : rows.length === 0 ? (
        <p className={classes.note}>No layer has this name.</p>
      ) : (
        <Tree screen={screen} rows={rows} onOpen={setOpen} />
      )}
    </section>
  )
}

const noGroups: ReadonlySet<GroupId> = new Set()

type TreeProps = {
  screen: Screen
  rows: readonly LayerRowPlan[]
  onOpen: (id: GroupId, isOpen: boolean) => void
}

function Tree({ screen, rows, onOpen }: TreeProps) {
  const editor = useEditor()
  const { readOnly } = editor
  const selectedIds = useUi((ui) => ui.selectedIds)
  const [focused, setFocused] = useState<string>()
  const [renaming, setRenaming] = useState<string>()
  const listRef = useRef<HTMLDivElement>(null)
  const isSelected = ({ elementIds }: LayerRowPlan) => elementIds.every((id) => selectedIds.includes(id))
  const active = rows.find(({ key }) => key === focused) ?? rows.find(isSelected) ?? rows[0]
  const rowsRef = useRef(rows)
  rowsRef.current = rows
  useEffect(() => {
    const list = listRef.current
    if (list === null || readOnly) return
    const find = (key: string) => rowsRef.current.find((row) => row.key === key)
    return attachRowDrag(list, {
      mayEnter: (key) => find(key)?.node.kind === 'group',
      onDrop(from, to, zone) {
        const [moved, target] = [find(from), find(to)]
        if (moved === undefined || target === undefined) return
        const layers = listDragged(rowsRef.current, moved, editor.ui.get().selectedIds)
        if (zone === 'into' && target.node.kind === 'group')
          placeLayers(editor, layers, { into: target.node.id, at: 'front' })
        else placeLayers(editor, layers, zone === 'before' ? { front: target.node } : { behind: target.node })
      },
    })
  }, [editor, readOnly])
  const focus = (row: LayerRowPlan | undefined) => {
    if (row === undefined) return
    setFocused(row.key)
    const nodes = listRef.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []
    ;[...nodes].find((node) => node.dataset.row === row.key)?.focus()
  }
  const select = (row: LayerRowPlan, additive: boolean) => {
    const { elementIds } = row
    const rest = selectedIds.filter((id) => !elementIds.includes(id))
    const next = !additive ? elementIds : isSelected(row) ? rest : [...rest, ...elementIds]
    editor.selectElements(screen.id, next)
  }
  const move = (row: LayerRowPlan, towards: 'front' | 'back') => {
    const place = readOnly ? undefined : planStep(rows, row.key, towards)
    if (place !== undefined) placeLayers(editor, [row.node], place)
  }
  return (
    <div ref={listRef} role="tree" aria-label="Layers" aria-multiselectable className={classes.tree}>
      {rows.map((row) => (
        <LayerRow
          key={row.key}
          screen={screen}
          row={row}
          isActive={row === active}
          isSelected={isSelected(row)}
          isRenaming={renaming === row.key}
          onRename={(starts) => setRenaming(starts ? row.key : undefined)}
          onFocus={() => setFocused(row.key)}
          onOpen={onOpen}
          onSelect={(additive) => select(row, additive)}
          onKeyDown={(event) =>
            runTreeKey(event, row, { rows, focus, select, move, onOpen, rename: setRenaming, readOnly })
          }
        />
      ))}
    </div>
  )
}

/** A selected row brings the other selected ones along. */
function listDragged(
  rows: readonly LayerRowPlan[],
  moved: LayerRowPlan,
  selectedIds: readonly string[],
): readonly LayerRef[] {
  const isSelected = ({ elementIds }: LayerRowPlan) => elementIds.every((id) => selectedIds.includes(id))
  if (!isSelected(moved)) return [moved.node]
  const selected = rows.filter(isSelected)
  return selected
    .filter(({ parentKey }) => !selected.some(({ key }) => key === parentKey))
    .map(({ node }) => node)
}

type TreeKeys = {
  rows: readonly LayerRowPlan[]
  focus: (row: LayerRowPlan | undefined) => void
  select: (row: LayerRowPlan, additive: boolean) => void
  move: (row: LayerRowPlan, towards: 'front' | 'back') => void
  onOpen: (id: GroupId, isOpen: boolean) => void
  rename: (key: string) => void
  readOnly: boolean
}

/** The keys of a tree: arrows go through it, open and close groups, with Alt move the layer; Enter and Space select. */
function runTreeKey(event: KeyboardEvent, row: LayerRowPlan, tree: TreeKeys): void {
  if (event.target !== event.currentTarget) return
  const { rows, focus, select, move, onOpen } = tree
  const at = rows.indexOf(row)
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const { node } = row
  if (step !== 0 && event.altKey) move(row, step < 0 ? 'front' : 'back')
  else if (step !== 0) {
    const next = rows[at + step]
    focus(next)
    if (event.shiftKey && next !== undefined) select(next, true)
  } else if (event.key === 'Home') focus(rows[0])
  else if (event.key === 'End') focus(rows.at(-1))
  else if (event.key === 'ArrowRight' && node.kind === 'group') {
    if (row.isOpen) focus(rows[at + 1])
    else onOpen(node.id, true)
  } else if (event.key === 'ArrowLeft' && node.kind === 'group' && row.isOpen) onOpen(node.id, false)
  else if (event.key === 'ArrowLeft') focus(rows.find(({ key }) => key === row.parentKey))
  else if (event.key === 'Enter' || event.key === ' ')
    select(row, event.shiftKey || event.ctrlKey || event.metaKey)
  else if (event.key === 'F2' && !tree.readOnly) tree.rename(row.key)
  else return
  event.preventDefault()
  event.stopPropagation()
}

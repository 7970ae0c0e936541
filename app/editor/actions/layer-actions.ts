import { editElements } from '#app/document/edits/edit-screen.ts'
import {
  groupElements,
  type LayerPlace,
  type LayerRef,
  listWholeLayers,
  moveLayers,
  ungroup,
} from '#app/document/edits/group-elements.ts'
import { reorderElement } from '#app/document/edits/reorder-element.ts'
import type { GroupId } from '#app/document/model/ids.ts'
import { type LayerNode, planLayerTree } from '#app/document/model/layer-tree.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { findSelection, listSelected, listSelections } from './element-actions.ts'

/** The selected elements of the current screen become one group. */
export function groupSelection(editor: EditorController): void {
  const ref = findSelection(editor)
  const screen = editor.findCurrentScreen()
  if (ref === undefined || screen === undefined) return
  const groupId = crypto.randomUUID() as GroupId
  editor.edit('Group', (project) => groupElements(project, { ...ref, groupId, name: nameGroup(screen) }))
}

function nameGroup({ groups }: Screen): string {
  const taken = new Set(Object.values(groups ?? {}).map(({ name }) => name))
  let number = 1
  while (taken.has(`Group ${number}`)) number += 1
  return `Group ${number}`
}

/** The groups that are selected whole are taken apart; their layers stay selected. */
export function ungroupSelection(editor: EditorController): void {
  const project = editor.session.getProject()
  const refs = listSelections(editor).map((ref) => {
    const screen = project.screensByCanvasSize[ref.canvasSizeId]?.[ref.screenId]
    const layers = screen === undefined ? [] : listWholeLayers(screen, ref.elementIds)
    return { ...ref, groupIds: layers.flatMap((layer) => (layer.kind === 'group' ? [layer.id] : [])) }
  })
  editor.edit('Ungroup', (before) => refs.reduce(ungroup, before))
}

export type LayerMove = 'front' | 'forward' | 'backward' | 'back'

/** Among its siblings: of the screen, or of the group it is in. */
export function reorderSelection(editor: EditorController, to: LayerMove): void {
  const ref = findSelection(editor)
  const screen = editor.findCurrentScreen()
  if (ref === undefined || screen === undefined) return
  const [elementId, ...others] = ref.elementIds
  const label = `Reorder ${nameElements(listSelected(editor))}`
  if (elementId !== undefined && others.length === 0 && Object.keys(screen.groups ?? {}).length === 0) {
    editor.edit(label, (project) => reorderElement(project, { ...ref, elementId, to }))
    return
  }
  const layers = listWholeLayers(screen, ref.elementIds)
  // From the side it moves to, so that none overtakes another.
  const inTurn = to === 'forward' || to === 'back' ? layers : [...layers].reverse()
  editor.edit(label, (project) =>
    inTurn.reduce((draft: Project, layer) => {
      const now = draft.screensByCanvasSize[ref.canvasSizeId]?.[ref.screenId]
      const place = now === undefined ? undefined : planReorder(now, layer, { to, moving: layers })
      return place === undefined ? draft : moveLayers(draft, { ...ref, layers: [layer], place })
    }, project),
  )
}

function planReorder(
  screen: Screen,
  layer: LayerNode,
  { to, moving }: { to: LayerMove; moving: readonly LayerNode[] },
): LayerPlace | undefined {
  const siblings = findSiblings(planLayerTree(screen), layer)
  const at = siblings.findIndex(({ id }) => id === layer.id)
  const neighbour = siblings[{ front: 0, forward: at - 1, backward: at + 1, back: siblings.length - 1 }[to]]
  if (neighbour === undefined || neighbour.id === layer.id) return undefined
  const isStep = to === 'forward' || to === 'backward'
  if (isStep && moving.some(({ id }) => id === neighbour.id)) return undefined
  return to === 'front' || to === 'forward' ? { front: neighbour } : { behind: neighbour }
}

function findSiblings(nodes: readonly LayerNode[], layer: LayerNode): readonly LayerNode[] {
  if (nodes.some(({ id, kind }) => id === layer.id && kind === layer.kind)) return nodes
  for (const node of nodes) {
    const found = node.kind === 'group' ? findSiblings(node.children, layer) : []
    if (found.length > 0) return found
  }
  return []
}

/** By drag or by keys, to any place in the tree of the current screen. */
export function placeLayers(editor: EditorController, layers: readonly LayerRef[], place: LayerPlace): void {
  const { canvasSizeId, screenId } = editor.ui.get()
  if (screenId === undefined) return
  editor.edit('Reorder layers', (project) => moveLayers(project, { canvasSizeId, screenId, layers, place }))
}

/** On when all of them are: then it goes off. */
export function toggleOnSelection(editor: EditorController, field: 'locked' | 'visible'): void {
  const selected = listSelected(editor)
  if (selected.length === 0) return
  const isOn = selected.every((element) => element[field])
  const verb = field === 'locked' ? (isOn ? 'Unlock' : 'Lock') : isOn ? 'Hide' : 'Show'
  const set = (element: Element): Element => ({ ...element, [field]: !isOn })
  editor.edit(`${verb} ${nameElements(selected)}`, (project) =>
    listSelections(editor).reduce((draft, ref) => editElements(draft, ref, set), project),
  )
}

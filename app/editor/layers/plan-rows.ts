import type { LayerPlace } from '#app/document/edits/group-elements.ts'
import type { ElementId, GroupId } from '#app/document/model/ids.ts'
import { type LayerNode, listLayerElements } from '#app/document/model/layer-tree.ts'

/** A line of the tree of layers. */
export type LayerRowPlan = {
  readonly key: string
  readonly node: LayerNode
  /** Of a group: all in it. */
  readonly elementIds: readonly ElementId[]
  readonly level: number
  readonly position: number
  readonly count: number
  readonly parentKey: string | undefined
  readonly isOpen: boolean
}

export const keyOf = ({ kind, id }: Pick<LayerNode, 'kind' | 'id'>): string => `${kind} ${id}`

/** The lines that are shown, from front to back; what is in a closed group is not. */
export function planRows(tree: readonly LayerNode[], closed: ReadonlySet<GroupId>): readonly LayerRowPlan[] {
  const list = (nodes: readonly LayerNode[], level: number, parentKey: string | undefined): LayerRowPlan[] =>
    nodes.flatMap((node, at) => {
      const isOpen = node.kind === 'group' && !closed.has(node.id)
      const row: LayerRowPlan = {
        key: keyOf(node),
        node,
        elementIds: listLayerElements([node]),
        level,
        position: at + 1,
        count: nodes.length,
        parentKey,
        isOpen,
      }
      const inside = node.kind === 'group' && isOpen ? list(node.children, level + 1, row.key) : []
      return [row, ...inside]
    })
  return list(tree, 1, undefined)
}

/**
 * Where a key moves a layer: past its neighbour, into an open group, or out of its own at the end of it. `undefined`: it
 * is at the end already.
 */
export function planStep(
  rows: readonly LayerRowPlan[],
  key: string,
  towards: 'front' | 'back',
): LayerPlace | undefined {
  const row = rows.find((each) => each.key === key)
  const siblings = rows.filter((each) => each.parentKey === row?.parentKey)
  const next = siblings[siblings.findIndex((each) => each.key === key) + (towards === 'front' ? -1 : 1)]
  if (row === undefined) return undefined
  const past = (node: LayerNode): LayerPlace => (towards === 'front' ? { front: node } : { behind: node })
  if (next !== undefined) {
    const { node, isOpen } = next
    return node.kind === 'group' && isOpen
      ? { into: node.id, at: towards === 'front' ? 'back' : 'front' }
      : past(node)
  }
  const parent = rows.find((each) => each.key === row.parentKey)
  return parent === undefined ? undefined : past(parent.node)
}

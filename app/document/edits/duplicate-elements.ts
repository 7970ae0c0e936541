import type { ElementId, GroupId, MintId } from '../model/ids.ts'
import { listGroupMembers } from '../model/layer-tree.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Group, Project, Screen } from '../model/schema.ts'
import { orderOnTop } from './add-element.ts'
import { type ElementsRef, editScreen } from './edit-screen.ts'

/** Offset of a copy from its original. Fraction of the canvas width. */
const offset = 0.03

type Copies = {
  /** Ids of the copies, in document order, and of their groups. */
  mint: MintId
  onCopy?: (elementId: ElementId) => void
}

/**
 * Copies lie on top of everything, in the order of their originals. The copy of a whole group is a group of its own; that
 * of an element in a group is in the same group.
 */
export function duplicateElements(project: Project, ref: ElementsRef & Copies): Project {
  return editScreen(project, ref, (screen) => {
    const requested = new Set<ElementId>(ref.elementIds)
    const { groups, groupOf } = copyWholeGroups(screen, requested, ref.mint)
    let copied = groups === undefined ? screen : { ...screen, groups: { ...screen.groups, ...groups } }
    for (const { id, item } of listOrdered<ElementId, (typeof screen.elements)[ElementId]>(screen.elements)) {
      if (!requested.has(id)) continue
      const copy = {
        ...item,
        order: orderOnTop(copied),
        x: item.x + offset,
        y: item.y + offset,
        ...(item.groupId === undefined ? {} : { groupId: groupOf(item.groupId) }),
      }
      const elementId = ref.mint() as ElementId
      ref.onCopy?.(elementId)
      copied = { ...copied, elements: { ...copied.elements, [elementId]: copy } }
    }
    return copied
  })
}

/** New groups for those whose elements are all copied; `undefined` when there is none. */
function copyWholeGroups(
  screen: Screen,
  requested: ReadonlySet<ElementId>,
  mint: MintId,
): { groups: Record<GroupId, Group> | undefined; groupOf: (groupId: GroupId) => GroupId } {
  const whole = (Object.keys(screen.groups ?? {}) as GroupId[]).filter((groupId) => {
    const members = listGroupMembers(screen, groupId)
    return members.length > 0 && members.every((id) => requested.has(id))
  })
  const copyOf = new Map(whole.map((groupId) => [groupId, mint() as GroupId]))
  const groupOf = (groupId: GroupId) => copyOf.get(groupId) ?? groupId
  if (whole.length === 0) return { groups: undefined, groupOf }
  const groups = whole.flatMap((groupId) => {
    const group = screen.groups?.[groupId]
    if (group === undefined) return []
    const parent = group.parent === undefined ? {} : { parent: groupOf(group.parent) }
    return [[groupOf(groupId), { ...group, ...parent }] as const]
  })
  return { groups: Object.fromEntries(groups), groupOf }
}

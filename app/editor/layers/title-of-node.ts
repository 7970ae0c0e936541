import type { Locale } from '#app/document/model/ids.ts'
import type { LayerNode } from '#app/document/model/layer-tree.ts'
import { titleOf } from '../state/title-of.ts'

export const titleOfNode = (node: LayerNode, locale: Locale): string =>
  node.kind === 'group' ? node.group.name : titleOf(node.element, locale)

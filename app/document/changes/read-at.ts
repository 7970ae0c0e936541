import { isJsonObject } from './apply-change.ts'
import type { Json, Path } from './change.ts'

/** The value at the end of a path of own keys; `undefined`: nothing is there. */
export function readAt(root: Json, path: Path): Json | undefined {
  let node: Json | undefined = root
  for (const key of path) {
    if (!isJsonObject(node) || !Object.hasOwn(node, key)) return undefined
    node = node[key]
  }
  return node
}

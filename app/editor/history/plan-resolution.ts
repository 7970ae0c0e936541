import { applyChange, isJsonObject } from '#app/document/changes/apply-change.ts'
import type { Json, Op, Path } from '#app/document/changes/change.ts'
import { isMapEntry } from '#app/document/changes/diff-projects.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { CanvasSizeId, ElementId, MintId, ScreenId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { withVersion } from '#app/document/model/with-version.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'

/** Restores the discarded values to their places. A value whose parent is gone is skipped. */
export function takeLost<Document extends ProjectDocument>(
  project: Document,
  entries: readonly MergeConflict[],
): Document {
  return withVersion(entries.reduce((now, entry) => writeAt(now, entry.path, entry.lost), project))
}

/** True when the project can contain both values: texts join, a style needs a second element or a second screen. */
export function canKeepBoth(entries: readonly MergeConflict[]): boolean {
  return entries.every(
    ({ path, kept, lost }) =>
      kept !== undefined &&
      lost !== undefined &&
      path.at(-1) !== 'order' &&
      !isMapEntry(path) &&
      (isText(path) || isOfElement(path) || isOfScreen(path)),
  )
}

/** Both: texts one below the other, anything else on a copy of its element or of its screen. */
export function takeBoth<Document extends ProjectDocument>(
  project: Document,
  entries: readonly MergeConflict[],
  mint: MintId,
): Document {
  const [first] = entries
  if (first === undefined) return project
  const { path } = first
  if (isText(path)) return writeAt(project, path, joinTexts(findValue(project, path) ?? first.kept, first))
  const { copied, copyId } = copyOwner(project, path, mint)
  const at = isOfElement(path) ? 4 : 2
  const moved = entries.map((entry) => ({ ...entry, path: entry.path.with(at, copyId) }))
  return copied === project ? project : takeLost(copied, moved)
}

function copyOwner<Document extends ProjectDocument>(
  project: Document,
  [, canvasSizeId, screenId, ...inside]: Path,
  mint: MintId,
): { copied: Document; copyId: string } {
  const ref = { canvasSizeId: canvasSizeId as CanvasSizeId, screenId: screenId as ScreenId }
  const [field, elementId] = inside
  let copyId = mint()
  const copied = editProject(project, (current) => {
    if (field !== 'elements')
      return duplicateScreen(current, { ...ref, newScreenId: copyId as ScreenId, mint })
    const onCopy = (id: ElementId) => {
      copyId = id
    }
    return duplicateElements(current, { ...ref, elementIds: [elementId as ElementId], mint, onCopy })
  })
  return { copied: copied as Document, copyId }
}

const isText = (path: Path) => path.at(-2) === 'contentByLocale' || (path.length === 1 && path[0] === 'name')
const isOfElement = (path: Path) => path[3] === 'elements' && path.length > 5
/** A copy of a linked screen has no overrides to put the other value into. */
const isOfScreen = (path: Path) =>
  path[0] === 'screensByCanvasSize' &&
  path.length > 3 &&
  !['elements', 'linkedTo', 'overrides'].includes(path[3] ?? '')

function joinTexts(now: Json | undefined, { path, lost }: MergeConflict): Json | undefined {
  if (typeof now !== 'string' || typeof lost !== 'string') return lost
  if (path.length === 1) return cutText(`${now} / ${lost}`, 200)
  return cutText(`${now}\n${lost}`, 10_000)
}

function writeAt<Document extends ProjectDocument>(
  project: Document,
  path: Path,
  value: Json | undefined,
): Document {
  const ops: readonly Op[] = isMapEntry(path)
    ? [
        { op: 'remove', path, value: null },
        ...(value === undefined ? [] : [{ op: 'insert', path, value } as const]),
      ]
    : [{ op: 'set', path, ...(value === undefined ? {} : { after: value }) }]
  return applyChange(project, { label: '', ops })
}

function findValue(project: ProjectDocument, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (node, key) => (isJsonObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    project as unknown as Json,
  )
}

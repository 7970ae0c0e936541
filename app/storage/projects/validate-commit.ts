import * as z from 'zod/mini'
import { type Change, changeSchema, type Path } from '#app/document/changes/change.ts'
import {
  elementSchema,
  linkedScreenSchema,
  type ProjectDocument,
  projectSchema,
  screenSchema,
} from '#app/document/model/schema.ts'
import { isLinked } from '#app/document/model/screen-link.ts'

/**
 * Written documents must be readable again. JSON turns NaN into null, and a value out of range would make the whole
 * project unreadable on the next load, so such an edit is rejected here, while it can still be undone. Only the touched
 * elements are checked: checking a 300 KB document at every edit would cost more than saving it.
 */
export class InvalidEditError extends Error {
  override readonly name = 'InvalidEditError'
  constructor(issues: readonly string[]) {
    super(
      `This edit was not saved because AppFrames could not read it back (${issues.join('; ')}). Undo it; everything before it is saved.`,
    )
  }
}

export function requireValidCommit(changes: readonly Change[], project: ProjectDocument): void {
  const issues: string[] = []
  const checked = new Set<string>()
  for (const change of changes) {
    addIssues(issues, [], changeSchema.safeParse(change))
    for (const op of change.ops) {
      const owner = planOwner(op.path)
      const key = owner.join('/')
      if (!checked.has(key)) checkOwner(issues, project, owner)
      checked.add(key)
    }
  }
  if (issues.length > 0) throw new InvalidEditError(issues.slice(0, 3))
}

/** The smallest part with a schema of its own around a path: an element, a screen, or the document without screens. */
function planOwner(path: Path): Path {
  if (path[0] !== 'screensByCanvasSize') return []
  return path[3] === 'elements' && path.length > 5 ? path.slice(0, 5) : path.slice(0, 3)
}

const withoutScreens = z.omit(projectSchema, { screensByCanvasSize: true })

function checkOwner(issues: string[], project: ProjectDocument, owner: Path): void {
  const [root, sizeId, screenId, , elementId] = owner
  if (root === undefined) addIssues(issues, [], withoutScreens.safeParse(project))
  if (root === undefined) return
  const sizes = Object.entries(project.screensByCanvasSize).filter(
    ([id]) => sizeId === undefined || id === sizeId,
  )
  for (const [, screens] of sizes) {
    for (const [id, screen] of Object.entries(screens)) {
      if (screenId !== undefined && screenId !== id) continue
      if (isLinked(screen)) addIssues(issues, owner, linkedScreenSchema.safeParse(screen))
      else if (elementId === undefined) addIssues(issues, owner, screenSchema.safeParse(screen))
      else {
        const element = Object.entries(screen.elements).find(([key]) => key === elementId)
        if (element !== undefined) addIssues(issues, owner, elementSchema.safeParse(element[1]))
      }
    }
  }
}

type Checked =
  | { success: true }
  | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } }

function addIssues(issues: string[], owner: Path, checked: Checked): void {
  if (checked.success) return
  for (const issue of checked.error.issues) {
    issues.push(`${[...owner, ...issue.path].map(String).join('.') || 'change'}: ${issue.message}`)
  }
}

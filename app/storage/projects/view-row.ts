import * as z from 'zod/mini'
import type { Change } from '#app/document/changes/change.ts'
import { type ProjectDocument, type View, viewSchema } from '#app/document/model/schema.ts'

const viewRowSchema = z.object({ projectId: z.string(), view: viewSchema })

export type ViewRow = { projectId: string; view: View }

export function createViewRow(project: ProjectDocument): ViewRow {
  return { projectId: project.id, view: project.view ?? {} }
}

export function touchesView(changes: readonly Change[]): boolean {
  return changes.some((change) => change.ops.some((op) => op.path[0] === 'view'))
}

export const parseView = (rawView: unknown): View | undefined => viewRowSchema.safeParse(rawView).data?.view

/** The view row wins over the view inside the document. A damaged one is no loss: the document's own is used. */
export function applyView(project: ProjectDocument, rawView: unknown): ProjectDocument {
  const view = parseView(rawView)
  return view === undefined ? project : { ...project, view }
}

import type { Change } from '#app/document/changes/change.ts'
import { stripOp } from '#app/document/changes/compact-op.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'

/**
 * Documents in the database were checked before they were stored, possibly by a newer version, so they are not checked
 * again. Id and name have columns of their own.
 */
export function toStoredDocument(stored: { id: string; name: string; data: unknown }): ProjectDocument {
  return { ...(stored.data as object), id: stored.id, name: stored.name } as ProjectDocument
}

/** What the history keeps of them. */
export function stripChanges(changes: readonly Change[]): Change[] {
  return changes.map(({ label, ops }) => ({ label, ops: ops.map(stripOp) }))
}

export const measureJson = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** In UTF-8. */
export const measureParts = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0)

import { openDocumentText } from '#app/document/changes/open-document-text.ts'
import { fromProjectData } from '#app/document/model/project-data.ts'
import type { RemoteUpdate } from '#app/sync/ports/sync-store.ts'

/** Parses an update received as text. Its hash was right, so the server has checked its content. */
export function openUpdate(update: RemoteUpdate): Exclude<RemoteUpdate, { kind: 'text' }> {
  if (update.kind !== 'text') return update
  const { kind: _kind, text, name, view, facts: _facts, label, ...stamp } = update
  const opened = openDocumentText(text, view)
  const parsed = fromProjectData({ id: update.projectId, name, data: opened?.data })
  return parsed.kind === 'ok'
    ? { ...stamp, kind: 'project', project: parsed.project, label }
    : { ...stamp, kind: 'unreadable', name, data: opened?.data ?? text }
}

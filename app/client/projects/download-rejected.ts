import { saveFile } from '#app/export/save-file.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Quarantined } from '#app/sync/ports/sync-store.ts'

/** A quarantined push with its project, as a file to keep or to send to support [F5]. */
export async function downloadRejected(entry: Quarantined, store: Pick<ProjectStore, 'load'>): Promise<void> {
  const loaded = await store.load(entry.projectId)
  const file = {
    app: 'AppFrames',
    refused: { code: entry.code, message: entry.message, at: new Date(entry.atMs).toISOString() },
    push: entry.push,
    project: loaded.kind === 'ok' ? loaded.project : loaded.kind === 'missing' ? undefined : loaded.raw,
  }
  const blob = new Blob([JSON.stringify(file, undefined, 2)], { type: 'application/json' })
  saveFile(blob, `${planFileStem(entry.projectName)}.appframes.json`)
}

/** Names that every file system takes. */
function planFileStem(name: string): string {
  return (
    name
      .replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 80) || 'project'
  )
}

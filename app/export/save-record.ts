import type { Project } from '#app/document/model/schema.ts'
import type { ExportMemory, ExportRecord } from './export-record.ts'
import type { ExportRequest } from './export-request.ts'
import type { ExportedFile } from './export-screens.ts'
import type { ExportTarget } from './export-target.ts'
import { recordShown } from './shown-screens.ts'

type Saving = {
  project: Project
  memory: Pick<ExportMemory, 'save'>
  nowMs: () => number
  record: ExportRecord | undefined
  known: ExportRecord['files']
  /** Every path that the project has. */
  planned: ReadonlySet<string>
}

/** Files between two savings while an export runs: what a crash loses is drawn again. */
const savedEvery = 10

/** Remembers on this device what was delivered. */
export function createRecordSaver(request: ExportRequest, saving: Saving) {
  const { project, memory, nowMs, record, known, planned } = saving
  const { layout, pattern, format, quality } = request
  const files: ExportRecord['files'] = { ...known }
  let waiting = 0
  const exported = new Set<ExportTarget>()

  function recordFile({ planned: { path, key, target }, sha256, kept }: ExportedFile): void {
    files[path] = { key, sha256, ...(kept === undefined ? {} : { sizeBytes: kept.blob.size }) }
    exported.add(target)
    waiting += 1
  }

  async function save(): Promise<void> {
    if (waiting === 0) return
    waiting = 0
    const folder = request.folder ?? record?.folder
    const choice = { layout, format, quality, ...(layout === 'plain' ? { pattern: pattern ?? '' } : {}) }
    const atMs = nowMs()
    await memory.save({
      ...choice,
      atMs,
      files: { ...files },
      shown: recordShown(record, { project, targets: [...exported], atMs }),
      ...(folder ? { folder } : {}),
    })
  }

  return {
    save,
    async add(file: ExportedFile): Promise<void> {
      recordFile(file)
      if (waiting >= savedEvery) await save()
    },
    /** At the end: what the project does not have any more is forgotten. `unchanged`: delivered before, as they are now. */
    async saveAll(
      made: readonly ExportedFile[],
      unchanged: readonly ExportTarget[],
    ): Promise<ExportRecord['files']> {
      for (const file of made) recordFile(file)
      for (const target of unchanged) exported.add(target)
      for (const path of Object.keys(files)) if (!planned.has(path)) delete files[path]
      waiting += 1
      await save()
      return files
    },
  }
}

import { requireCanvasReads } from '#app/canvas/check-canvas-reads.ts'
import type { Project } from '#app/document/model/schema.ts'
import { addKeys } from './add-keys.ts'
import type { ExportPool } from './export-pool.ts'
import type { ExportMemory } from './export-record.ts'
import type { ExportRequest } from './export-request.ts'
import {
  type ExportedFile,
  type ExportFailure,
  type ExportProgress,
  exportScreens,
} from './export-screens.ts'
import type { FileSource } from './file-source.ts'
import { type Download, type FolderReport, openDelivery } from './open-delivery.ts'
import { type ChangePlan, isSameFile, planChanges } from './plan-changes.ts'
import { isSameNaming, planWholeProject } from './plan-whole-project.ts'
import { planFiles } from './planned-file.ts'
import { readBefore } from './read-before.ts'
import { createRecordSaver } from './save-record.ts'

export type ExportOutcome =
  /** `keptCount`: files that the next export goes on from. */
  | { kind: 'cancelled'; keptCount: number }
  | {
      kind: 'finished'
      files: readonly ExportedFile[]
      failures: readonly ExportFailure[]
      /** Against the last export or the folder; absent at the first export. */
      changes: ChangePlan | undefined
      folder?: FolderReport
      /** Absent where nothing has to be delivered. */
      download?: Download | undefined
      /** Of a set in which some pictures failed; it is not downloaded by itself. */
      packIncomplete?: () => Promise<Download | undefined>
    }

export type ExportPorts = {
  project: Project
  media: FileSource
  memory: ExportMemory
  pool: ExportPool
  signal: AbortSignal
  nowMs: () => number
  onProgress: (progress: ExportProgress) => void
}

/**
 * The whole export: what has to be made is made, kept, read back and delivered, and this device remembers it.
 *
 * @throws As `exportScreens` does.
 */
export async function runExport(request: ExportRequest, ports: ExportPorts): Promise<ExportOutcome> {
  const { project, media, memory, pool, signal, nowMs } = ports
  await requireCanvasReads()
  const record = await memory.find()
  const known = record !== undefined && isSameNaming(record, request) ? record.files : {}
  const planned = planWholeProject(project, request)
  const paths = new Set(planned.map(({ path }) => path))
  const wanted = await addKeys(planFiles(project, request.targets, request), { ...request, project, media })
  const unchanged = wanted.filter(
    ({ path, key }) => request.only.kind === 'since-last' && known[path]?.key === key,
  )
  const toMake = wanted.filter((file) => !unchanged.includes(file))
  const before = await readBefore(request.only, { known, wanted, pool, signal })
  if (before === undefined) return { kind: 'cancelled', keptCount: 0 }

  const delivery = await openDelivery(request, { project, memory, nowMs, known, toMake, planned })
  const saver = createRecordSaver(request, { project, memory, nowMs, record, known, planned: paths })
  const isFolder = delivery.kind === 'folder'
  const find = (path: string) => before.find((file) => file.path === path)
  const result = await exportScreens({
    ...ports,
    files: toMake,
    keeper: delivery.keeper,
    quality: request.quality,
    allowPlaceholders: request.allowPlaceholders,
    isSame:
      request.only.kind === 'since-folder'
        ? ({ path }, drawn) => isSameFile(find(path), { path, ...drawn })
        : undefined,
    ...(isFolder ? { onKept: saver.add } : {}),
  })
  if (result.kind === 'cancelled') {
    if (isFolder) await saver.save()
    return { kind: 'cancelled', keptCount: result.files.filter(({ kept }) => kept !== undefined).length }
  }
  const { files } = result
  const failures = result.kind === 'incomplete' ? result.failures : []
  const after = [
    ...unchanged.map(({ path }) => ({ path, sha256: known[path]?.sha256 ?? '' })),
    ...files.map(({ planned: { path }, sha256, pixels }) => ({ path, sha256, pixels })),
  ]
  const hasBefore = request.only.kind === 'since-folder' || before.length > 0
  const changes = hasBefore ? planChanges({ before, after, isPlanned: (path) => paths.has(path) }) : undefined
  const same = unchanged.map(({ target }) => target)
  const finished = { kind: 'finished' as const, files, failures, changes }
  if (isFolder) return { ...finished, folder: await delivery.finish(await saver.saveAll(files, same)) }
  if (failures.length > 0) return { ...finished, packIncomplete: () => delivery.pack(files) }
  const download = await delivery.pack(files)
  await saver.saveAll(files, same)
  return { ...finished, download }
}

import { useEffect, useRef, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { describeExportError } from '#app/export/describe-export-error.ts'
import { createExportPool, type ExportPool } from '#app/export/export-pool.ts'
import type { ExportMemory } from '#app/export/export-record.ts'
import type { ExportRequest } from '#app/export/export-request.ts'
import type { ExportProgress } from '#app/export/export-screens.ts'
import { findMissingMedia } from '#app/export/missing-media.ts'
import { requestWriting } from '#app/export/pick-folder.ts'
import { countPictures } from '#app/export/plan-export.ts'
import { type ExportOutcome, runExport } from '#app/export/run-export.ts'
import { saveFile } from '#app/export/save-file.ts'
import type { EditorMedia } from '../ports/session.ts'

export type FinishedExport = Extract<ExportOutcome, { kind: 'finished' }>

export type ExportState =
  | { kind: 'choosing'; notice?: string }
  | { kind: 'running'; progress: ExportProgress; startedMs: number }
  | { kind: 'finished'; outcome: FinishedExport; request: ExportRequest }

type Input = { project: Project; media: EditorMedia; memory: ExportMemory }

/** Runs one export at a time for the panel. Closing the panel cancels it. */
export function useExport({ project, media, memory }: Input) {
  const [state, setState] = useState<ExportState>({ kind: 'choosing' })
  const controller = useRef<AbortController>(undefined)
  // Started while the user is still choosing.
  const pool = useRef<ExportPool>(undefined)

  useEffect(() => {
    const opened = createExportPool()
    pool.current = opened
    return () => {
      controller.current?.abort()
      opened.close()
    }
  }, [])

  async function run(request: ExportRequest) {
    const abort = new AbortController()
    controller.current = abort
    const startedMs = performance.now()
    const total = request.targets.length
    const show = (progress: ExportProgress) => setState({ kind: 'running', progress, startedMs })
    show({ done: 0, found: 0, total, screenName: '' })
    const opened = pool.current ?? createExportPool()
    try {
      if (request.folder && !(await requestWriting(request.folder))) {
        setState({ kind: 'choosing', notice: 'The browser was not allowed to write into the folder.' })
        return
      }
      await downloadCaptures(request, abort.signal, (screenName) =>
        show({ done: 0, found: 0, total, screenName }),
      )
      const outcome = await runExport(request, {
        project,
        media,
        memory,
        pool: opened,
        signal: abort.signal,
        nowMs: Date.now,
        onProgress: show,
      })
      if (outcome.kind === 'cancelled') {
        setState({ kind: 'choosing', notice: describeCancelled(outcome.keptCount) })
        return
      }
      if (outcome.download) saveFile(outcome.download.blob, outcome.download.name)
      setState({ kind: 'finished', outcome, request })
    } catch (error) {
      console.warn('The export failed.', error)
      setState({ kind: 'choosing', notice: describeExportError(error) })
    } finally {
      if (opened !== pool.current) opened.close()
    }
  }

  /** Originals in the account but not on this device are downloaded first; the export names those that fail. */
  async function downloadCaptures(
    { targets }: ExportRequest,
    signal: AbortSignal,
    onStatus: (text: string) => void,
  ) {
    const missing = await findMissingMedia(project, targets, media)
    if (missing.size === 0) return
    const onProgress = (done: number, total: number) => onStatus(`Fetching captures: ${done} of ${total}`)
    onProgress(0, missing.size)
    await media.fetchFiles([...missing], { signal, onProgress })
  }

  return {
    state,
    /** Also tries again: what is made already is not drawn again. */
    start: (request: ExportRequest) => void run(request),
    cancel: () => controller.current?.abort(),
    /** The download once more, or what could be made of an incomplete set. */
    save: (outcome: FinishedExport) => void save(outcome),
    back: () => setState({ kind: 'choosing' }),
  }
}

async function save({ download, packIncomplete }: FinishedExport): Promise<void> {
  const packed = download ?? (await packIncomplete?.())
  if (packed) saveFile(packed.blob, packed.name)
}

function describeCancelled(keptCount: number): string {
  if (keptCount === 0) return 'Cancelled. No file was saved.'
  return `Cancelled. ${countPictures(keptCount)} ${keptCount === 1 ? 'is' : 'are'} kept: the next export goes on from there.`
}

import { useEffect, useRef, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { createExportPool, type ExportPool } from '#app/export/export-pool.ts'
import {
  type ExportedFile,
  type ExportFailure,
  type ExportProgress,
  exportScreens,
} from '#app/export/export-screens.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { findMissingMedia } from '#app/export/missing-media.ts'
import { saveFile } from '#app/export/save-file.ts'
import { planZipName, zipFiles } from '#app/export/zip-files.ts'
import type { EditorMedia } from '../ports/session.ts'

export type ExportState =
  | { kind: 'choosing'; notice?: string }
  | { kind: 'running'; progress: ExportProgress; startedMs: number }
  | { kind: 'finished'; files: readonly ExportedFile[]; failures: readonly ExportFailure[]; total: number }

type Input = { project: Project; media: EditorMedia }
type Start = { targets: readonly ExportTarget[]; allowPlaceholders: boolean }

/** Runs one export at a time for the panel. Closing the panel cancels it. */
export function useExport({ project, media }: Input) {
  const [state, setState] = useState<ExportState>({ kind: 'choosing' })
  const controller = useRef<AbortController>(undefined)
  const last = useRef<Start>(undefined)
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

  async function run(start: Start, finished: readonly ExportedFile[]) {
    const abort = new AbortController()
    controller.current = abort
    last.current = start
    const startedMs = performance.now()
    const total = start.targets.length
    setState({ kind: 'running', progress: { done: 0, total, screenName: '' }, startedMs })
    try {
      await downloadCaptures(start, abort.signal, (screenName) =>
        setState({ kind: 'running', progress: { done: 0, total, screenName }, startedMs }),
      )
      const result = await exportScreens({
        project,
        ...start,
        media,
        ...(pool.current ? { pool: pool.current } : {}),
        signal: abort.signal,
        onProgress: (progress) => setState({ kind: 'running', progress, startedMs }),
      })
      if (result.kind === 'cancelled') {
        setState({ kind: 'choosing', notice: 'Cancelled. No file was saved.' })
        return
      }
      const files = [...finished, ...result.files].sort((a, b) => (a.path < b.path ? -1 : 1))
      const failures = result.kind === 'incomplete' ? result.failures : []
      setState({ kind: 'finished', files, failures, total: files.length + failures.length })
      if (failures.length === 0) await save(project, files, 'complete')
    } catch (error) {
      console.warn('The export failed.', error)
      const reason = error instanceof Error ? error.message : String(error)
      setState({ kind: 'choosing', notice: `The export failed: ${reason} Nothing was saved; try again.` })
    }
  }

  /** Originals in the account but not on this device are downloaded first; the export names those that fail. */
  async function downloadCaptures(start: Start, signal: AbortSignal, onStatus: (text: string) => void) {
    const missing = await findMissingMedia(project, start.targets, media)
    if (missing.size === 0) return
    const onProgress = (done: number, total: number) => onStatus(`Fetching captures: ${done} of ${total}`)
    onProgress(0, missing.size)
    await media.fetchFiles([...missing], { signal, onProgress })
  }

  return {
    state,
    start: (start: Start) => void run(start, []),
    cancel: () => controller.current?.abort(),
    /** Draws only the failed screens; the finished pictures are kept. */
    retry: (finished: readonly ExportedFile[], failures: readonly ExportFailure[]) =>
      void run(
        {
          targets: failures.map(({ target }) => target),
          allowPlaceholders: last.current?.allowPlaceholders ?? false,
        },
        finished,
      ),
    save: (files: readonly ExportedFile[], completeness: Completeness) =>
      void save(project, files, completeness),
    back: () => setState({ kind: 'choosing' }),
  }
}

type Completeness = 'complete' | 'incomplete'

/** One picture as it is, several in a ZIP whose name marks an incomplete set. */
async function save(project: Project, files: readonly ExportedFile[], completeness: Completeness) {
  const [only] = files
  if (!only) return
  if (files.length === 1 && completeness === 'complete') {
    saveFile(only.png, planSingleName(only))
    return
  }
  const name = planZipName(project)
  const archive = await zipFiles(files, new Date())
  saveFile(archive, completeness === 'complete' ? name : name.replace(/\.zip$/, '-incomplete.zip'))
}

/** fastlane's `01.png` would not identify the file in a downloads directory. */
function planSingleName({ path, target }: ExportedFile): string {
  const name = path.split('/').at(-1) ?? 'screen.png'
  return /^\d+\.png$/.test(name) ? `${target.canvasSizeId}-${name}` : name
}

import { useEffect, useMemo, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { addKeys } from '#app/export/add-keys.ts'
import type { ExportRecord } from '#app/export/export-record.ts'
import type { ExportRequest } from '#app/export/export-request.ts'
import { type FileFormat, usualJpegQuality } from '#app/export/file-format.ts'
import { type FileLayoutId, takesTarget } from '#app/export/file-layouts.ts'
import { findPatternFault, usualPattern } from '#app/export/file-pattern.ts'
import { canPickFolder, type PickedPictures } from '#app/export/pick-folder.ts'
import { isSameNaming } from '#app/export/plan-whole-project.ts'
import { planFiles } from '#app/export/planned-file.ts'
import type { EditorMedia } from '../ports/session.ts'

/** How the files are made and where they go; what was chosen last is offered first. */
export type ExportSetup = {
  layout: FileLayoutId
  pattern: string
  format: FileFormat
  quality: number
  place: 'download' | 'folder'
  folder: FileSystemDirectoryHandle | undefined
  only: ExportRequest['only']['kind']
  /** The listing as it is. */
  listing: PickedPictures | undefined
}

export function createSetup(record: ExportRecord | undefined): ExportSetup {
  const folder = canPickFolder() ? record?.folder : undefined
  return {
    layout: record?.layout ?? 'fastlane',
    pattern: record?.pattern ?? usualPattern,
    format: record?.format ?? 'png',
    quality: record?.quality ?? usualJpegQuality,
    place: folder ? 'folder' : 'download',
    folder,
    only: 'everything',
    listing: undefined,
  }
}

/** The request of a setup; `undefined` while something has to be chosen. */
export function planRequest(
  setup: ExportSetup,
  { targets, allowPlaceholders }: Pick<ExportRequest, 'targets' | 'allowPlaceholders'>,
): ExportRequest | undefined {
  const { layout, pattern, format, quality, place, folder, listing } = setup
  const taken = targets.filter((target) => takesTarget(layout, target))
  if (taken.length === 0 || (place === 'folder' && folder === undefined)) return undefined
  if (layout === 'plain' && findPatternFault(pattern) !== undefined) return undefined
  const only = planOnly(setup.only, { listing, place })
  if (only === undefined) return undefined
  return {
    layout,
    ...(layout === 'plain' ? { pattern } : {}),
    format,
    quality,
    ...(place === 'folder' ? { folder } : {}),
    targets: taken,
    allowPlaceholders,
    only,
  }
}

function planOnly(
  kind: ExportSetup['only'],
  { listing, place }: Pick<ExportSetup, 'listing' | 'place'>,
): ExportRequest['only'] | undefined {
  if (kind === 'since-folder') return listing && { kind, pictures: listing.pictures }
  // Into a folder only what changed is written anyway, and what is missing there is.
  return kind === 'since-last' && place === 'download' ? { kind } : { kind: 'everything' }
}

type Counting = { project: Project; media: EditorMedia; record: ExportRecord | undefined }

/** Files that are not as they were at the last export; `undefined`: there was none like this, or it is still being counted. */
export function useChangedCount(
  request: ExportRequest | undefined,
  { project, media, record }: Counting,
): number | undefined {
  const [count, setCount] = useState<{ of: unknown; value: number }>()
  const files = useMemo(() => {
    if (request === undefined || record === undefined || !isSameNaming(record, request)) return undefined
    return { planned: planFiles(project, request.targets, request), request, known: record.files }
  }, [project, request, record])
  useEffect(() => {
    if (files === undefined) return
    let isCurrent = true
    const { planned, request: asked, known } = files
    addKeys(planned, { ...asked, project, media }).then(
      (keyed) => {
        const changed = keyed.filter(({ path, key }) => known[path]?.key !== key)
        if (isCurrent) setCount({ of: files, value: changed.length })
      },
      (error: unknown) => console.warn('What has changed could not be counted.', error),
    )
    return () => {
      isCurrent = false
    }
  }, [files, project, media])
  return files !== undefined && count?.of === files ? count.value : undefined
}

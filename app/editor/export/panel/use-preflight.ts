import { useEffect, useMemo, useState } from 'react'
import type { MediaId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import type { EditorMedia } from '../../session.ts'
import type { ExportTarget } from '../export-target.ts'
import { findMissingMedia } from '../missing-media.ts'
import { type PreflightItem, planPreflight } from '../plan-preflight.ts'

/** `undefined` while it is being found out which captures are on this device. */
export function usePreflight(
  project: Project,
  targets: readonly ExportTarget[],
  media: EditorMedia,
): readonly PreflightItem[] | undefined {
  const [missing, setMissing] = useState<ReadonlySet<MediaId>>()
  const [arrivals, setArrivals] = useState(0)

  useEffect(() => media.subscribe(() => setArrivals((count) => count + 1)), [media])

  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival is a reason to look again.
  useEffect(() => {
    let isCurrent = true
    findMissingMedia(project, targets, media).then(
      (found) => {
        if (isCurrent) setMissing(found)
      },
      (error: unknown) => {
        // The export itself finds out and names each screen that fails.
        console.warn('Could not check which captures are on this device.', error)
        if (isCurrent) setMissing(new Set())
      },
    )
    return () => {
      isCurrent = false
    }
  }, [project, targets, media, arrivals])

  return useMemo(() => {
    if (!missing) return undefined
    const findName = (mediaId: MediaId) => media.findName(mediaId)
    return planPreflight(project, { targets, missingMedia: missing, findName })
  }, [project, targets, media, missing])
}

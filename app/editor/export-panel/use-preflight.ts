import { useEffect, useMemo, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { findMissingMedia } from '#app/export/missing-media.ts'
import { type PreflightItem, planPreflight } from '#app/export/plan-preflight.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import type { EditorMedia } from '../ports/session.ts'
import { measureFit } from '../state/measure-fit.ts'

export type Preflight = {
  /** `undefined` while it is being found out which captures can be had. */
  items: readonly PreflightItem[] | undefined
  /** Captures on their way from the account to this device. */
  fetching: { done: number; total: number } | undefined
}

/** Brings missing captures here while the person still chooses, and says which cannot be had. */
export function usePreflight(
  project: Project,
  targets: readonly ExportTarget[],
  media: EditorMedia,
): Preflight {
  const [fetching, setFetching] = useState<Preflight['fetching']>()
  const [missing, setMissing] = useState<ReadonlySet<MediaId>>()
  const [arrivals, setArrivals] = useState(0)

  // While they are being fetched here, each arrival is expected: only what comes unasked is a reason to look again.
  const isFetching = fetching !== undefined
  useEffect(
    () => media.subscribe(() => !isFetching && setArrivals((count) => count + 1)),
    [media, isFetching],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival is a reason to look again.
  useEffect(() => {
    let isCurrent = true
    const abort = new AbortController()
    async function downloadMissing(): Promise<ReadonlySet<MediaId>> {
      const found = await findMissingMedia(project, targets, media)
      if (found.size === 0 || !isCurrent) return found
      // Said before the first one is here: on a slow line that alone takes a while.
      setFetching({ done: 0, total: found.size })
      return media.fetchFiles([...found], {
        signal: abort.signal,
        onProgress: (done, total) => isCurrent && setFetching({ done, total }),
      })
    }
    downloadMissing().then(
      (found) => {
        if (!isCurrent) return
        setFetching(undefined)
        setMissing(found)
      },
      (error: unknown) => {
        // The export itself finds out and names each screen that fails.
        console.warn('Could not check which captures are on this device.', error)
        if (isCurrent) setMissing(new Set())
      },
    )
    return () => {
      isCurrent = false
      abort.abort()
    }
  }, [project, targets, media, arrivals])

  const items = useMemo(() => {
    if (!missing) return undefined
    const findName = (mediaId: MediaId) => media.findName(mediaId)
    const findSize = (mediaId: MediaId) => media.findSize(mediaId)
    return planPreflight(project, {
      targets,
      missingMedia: missing,
      findName,
      findSize,
      overflows: (text, locale) =>
        measureFit(text, { locale, fallbackLocale: getFallbackLocale(project) }).overflows,
    })
  }, [project, targets, media, missing])
  return { items, fetching }
}

import { useEffect, useMemo, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { OpenBehind } from '#app/export/create-behind-reader.ts'
import type { ExportRecord } from '#app/export/export-record.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { findMissingMedia } from '#app/export/missing-media.ts'
import { planPreflight } from '#app/export/plan-preflight.ts'
import type { PreflightItem } from '#app/export/preflight-item.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import type { EditorMedia } from '../ports/session.ts'
import { measureFit, measureHeight } from '../state/measure-fit.ts'
import { loadBehind } from './load-behind.ts'

export type Preflight = {
  /** `undefined` while it is unknown which captures are available. */
  items: readonly PreflightItem[] | undefined
  /** Captures being downloaded from the account to this device. */
  fetching: { done: number; total: number } | undefined
}

/** Downloads missing captures while the user is still choosing, and lists those that are unavailable. */
export function usePreflight(
  project: Project,
  targets: readonly ExportTarget[],
  { media, lastExport }: { media: EditorMedia; lastExport: ExportRecord | undefined },
): Preflight {
  const [fetching, setFetching] = useState<Preflight['fetching']>()
  const [missing, setMissing] = useState<ReadonlySet<MediaId>>()
  const openBehind = useBehind(project, targets, { media, isReady: missing !== undefined })
  const [arrivals, setArrivals] = useState(0)

  // Arrivals during the download are expected: only other arrivals trigger a new check.
  const isFetching = fetching !== undefined
  useEffect(
    () => media.subscribe(() => !isFetching && setArrivals((count) => count + 1)),
    [media, isFetching],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival triggers a new check.
  useEffect(() => {
    let isCurrent = true
    const abort = new AbortController()
    async function downloadMissing(): Promise<ReadonlySet<MediaId>> {
      await loadCoverage()
      const found = await findMissingMedia(project, targets, media)
      if (found.size === 0 || !isCurrent) return found
      // Set before the first one has arrived: on a slow line that alone takes a while.
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
        // The export itself finds and names each screen that fails.
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
    const fallbackLocale = getFallbackLocale(project)
    return planPreflight(project, {
      targets,
      missingMedia: missing,
      findName,
      findSize,
      lastExport,
      openBehind,
      overflows: (text, locale) => measureFit(text, { locale, fallbackLocale }).overflows,
      measureHeight: (text, locale) => measureHeight(text, { locale, fallbackLocale }),
    })
  }, [project, targets, media, missing, lastExport, openBehind])
  return { items, fetching }
}

type BehindOptions = { media: EditorMedia; isReady: boolean }

/** Contrasts over pictures are added when the pictures are read. */
function useBehind(
  project: Project,
  targets: readonly ExportTarget[],
  { media, isReady }: BehindOptions,
): OpenBehind | undefined {
  const [behind, setBehind] = useState<{
    of: readonly [Project, readonly ExportTarget[]]
    open?: OpenBehind
  }>()
  useEffect(() => {
    if (!isReady) return
    let isCurrent = true
    loadBehind(project, targets, media).then(
      (open) => isCurrent && setBehind({ of: [project, targets], ...(open && { open }) }),
      (error: unknown) => console.warn('What lies behind texts could not be read.', error),
    )
    return () => {
      isCurrent = false
    }
  }, [project, targets, media, isReady])
  return behind?.of[0] === project && behind.of[1] === targets ? behind.open : undefined
}

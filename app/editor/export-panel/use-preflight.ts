import { useEffect, useMemo, useRef, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from '#app/export/export-record.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { findMissingMedia } from '#app/export/missing-media.ts'
import { stepPreflight } from '#app/export/plan-preflight.ts'
import type { PreflightItem } from '#app/export/preflight-item.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import type { EditorMedia } from '../ports/session.ts'
import { measureFit, measureHeight } from '../state/measure-fit.ts'
import { createSlices } from './create-slices.ts'
import { loadBehind } from './load-behind.ts'

export type Preflight = {
  /**
   * Those found so far; `undefined` while it is unknown which captures are available, and after a check that failed.
   */
  items: readonly PreflightItem[] | undefined
  /** How many pictures were looked at; `undefined` when the check is done. */
  checking: { done: number; total: number } | undefined
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

  const { items, checking } = useCheck(project, targets, { media, lastExport, missing })
  return { items, checking, fetching }
}

type CheckOptions = {
  media: EditorMedia
  lastExport: ExportRecord | undefined
  missing: ReadonlySet<MediaId> | undefined
}

type Check = Pick<Preflight, 'items' | 'checking'>
/** `key`: the pictures it looked at. */
type CheckOf = Check & { key: string }

/** Outside React and in slices: texts are laid out and drawn for it, which for many languages takes seconds. */
function useCheck(
  project: Project,
  targets: readonly ExportTarget[],
  { media, lastExport, missing }: CheckOptions,
): Check {
  const [check, setCheck] = useState<CheckOf>()
  const whole = useRef<CheckOf>(undefined)
  const key = useMemo(() => JSON.stringify(targets), [targets])
  useEffect(() => {
    if (missing === undefined) return
    const abort = new AbortController()
    const { signal } = abort
    // After an edit the list stays until the new one is whole, or its rows would jump about.
    const kept = whole.current?.key === key ? whole.current.items : undefined
    const show = (next: Check) => {
      if (next.checking === undefined && next.items !== undefined) whole.current = { ...next, key }
      setCheck({ ...next, items: (next.checking && kept) ?? next.items, key })
    }
    runCheck(project, { targets, media, lastExport, missing }, { signal, show }).catch((error: unknown) => {
      if (signal.aborted) return
      console.warn('The project could not be checked.', error)
      show({ items: undefined, checking: undefined })
    })
    return () => abort.abort()
  }, [project, targets, key, media, lastExport, missing])
  return check?.key === key ? check : { items: undefined, checking: { done: 0, total: targets.length } }
}

type Run = { signal: AbortSignal; show: (check: Check) => void }

const shownEveryMs = 200

async function runCheck(
  project: Project,
  {
    targets,
    media,
    lastExport,
    missing,
  }: Omit<CheckOptions, 'missing'> & {
    targets: readonly ExportTarget[]
    missing: ReadonlySet<MediaId>
  },
  { signal, show }: Run,
): Promise<void> {
  show({ items: undefined, checking: { done: 0, total: targets.length } })
  const slices = createSlices({ signal })
  const openBehind = await loadBehind(project, targets, { media, slices }).catch((error: unknown) => {
    signal.throwIfAborted()
    console.warn('What lies behind texts could not be read.', error)
    return undefined
  })
  const fallbackLocale = getFallbackLocale(project)
  const steps = stepPreflight(project, {
    targets,
    missingMedia: missing,
    findName: (mediaId) => media.findName(mediaId),
    findSize: (mediaId) => media.findSize(mediaId),
    lastExport,
    openBehind,
    overflows: (text, locale) => measureFit(text, { locale, fallbackLocale }).overflows,
    measureHeight: (text, locale) => measureHeight(text, { locale, fallbackLocale }),
  })
  let shownMs = Number.NEGATIVE_INFINITY
  for (;;) {
    await slices.rest()
    const step = steps.next()
    if (step.done) return show({ items: step.value, checking: undefined })
    const { list, done, total } = step.value
    if (performance.now() - shownMs < shownEveryMs) continue
    shownMs = performance.now()
    show({ items: list(), checking: { done, total } })
  }
}

import { Modal, SegmentedControl, Switch } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from '#app/export/export-record.ts'
import { readLastExport } from '#app/export/shown-screens.ts'
import { listLocales } from '#app/render/project-locales.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { formatClock, nameDay } from '../history/format-moment.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import { Listing, type ListingView } from './listing.tsx'
import { findOpenPlace } from './preview-choices.ts'
import classes from './store-preview.module.css'

/** The app as both stores show it, beside its last export. Nothing of it changes the project. */
export function StorePreview({ onClose }: { onClose: () => void }) {
  useReturnFocus()
  const project = useProject((whole) => whole)
  const open = useUi((ui) => ui.canvasSizeId)
  const openLocale = useUi((ui) => ui.locale)
  const [view, setView] = useState<ListingView>(() => ({
    ...findOpenPlace(open),
    place: 'page',
    theme: window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    locale: openLocale,
    open,
  }))
  const [isBeside, setIsBeside] = useState(false)
  const record = useLastRecord()
  const last = useMemo(() => readLast(record, project, view.locale), [record, project, view.locale])
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title="Preview"
      classNames={{ body: classes.body ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Choices project={project} view={view} onChange={(patch) => setView({ ...view, ...patch })}>
        <Switch
          label="Beside the last export"
          checked={isBeside}
          onChange={(event) => setIsBeside(event.currentTarget.checked)}
        />
      </Choices>
      <div className={classes.sides}>
        <section aria-label="Now" className={classes.side}>
          {isBeside && <h3 className={classes.caption}>Now</h3>}
          <Listing project={project} view={view} />
        </section>
        {isBeside && (
          <section aria-label="Last export" className={classes.side}>
            <h3 className={classes.caption}>
              {last.kind === 'here'
                ? `Last export · ${nameDay(last.atMs, Date.now())}, ${formatClock(last.atMs)}`
                : 'Last export'}
            </h3>
            {last.kind === 'here' ? (
              <Listing project={last.project} view={view} />
            ) : (
              <p className={classes.none}>{lastTexts[last.kind]}</p>
            )}
          </section>
        )}
      </div>
    </Modal>
  )
}

type ChoicesProps = {
  project: Project
  view: ListingView
  onChange: (patch: Partial<ListingView>) => void
  children: React.ReactNode
}

function Choices({ project, view, onChange, children }: ChoicesProps) {
  return (
    <div className={classes.choices}>
      <SegmentedControl
        aria-label="Store"
        value={view.store}
        onChange={(store) => onChange({ store: store === 'google-play' ? store : 'app-store' })}
        data={[
          { value: 'app-store', label: 'App Store' },
          { value: 'google-play', label: 'Google Play' },
        ]}
      />
      <SegmentedControl
        aria-label="Place"
        value={view.place}
        onChange={(place) => onChange({ place: place === 'search' ? place : 'page' })}
        data={[
          { value: 'search', label: 'Search' },
          { value: 'page', label: view.store === 'app-store' ? 'Product page' : 'Listing' },
        ]}
      />
      <SegmentedControl
        aria-label="Device"
        value={view.device}
        onChange={(device) => onChange({ device: device === 'tablet' ? device : 'phone' })}
        data={[
          { value: 'phone', label: 'Phone' },
          { value: 'tablet', label: 'Tablet' },
        ]}
      />
      <SegmentedControl
        aria-label="Appearance of the store"
        value={view.theme}
        onChange={(theme) => onChange({ theme: theme === 'dark' ? theme : 'light' })}
        data={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <select
        className={classes.select}
        aria-label="Language"
        value={view.locale}
        onChange={(event) => onChange({ locale: event.currentTarget.value as ListingView['locale'] })}
      >
        {listLocales(project).map((locale) => (
          <option key={locale} value={locale}>
            {nameLocale(locale)}
          </option>
        ))}
      </select>
      {children}
    </div>
  )
}

type LastExport = { kind: 'here'; project: Project; atMs: number } | { kind: 'reading' | 'never' | 'unknown' }

const lastTexts = {
  reading: '',
  never: 'This project was not exported on this device yet.',
  unknown: 'What was exported last in this language is not known on this device: the next export is kept.',
} as const

/** What this device knows of the last export; `undefined` while it is read. */
function useLastRecord(): { record: ExportRecord | undefined } | undefined {
  const { session } = useEditor()
  const [last, setLast] = useState<{ record: ExportRecord | undefined }>()
  useEffect(() => {
    let isCurrent = true
    const take = (record: ExportRecord | undefined) => {
      if (isCurrent) setLast({ record })
    }
    session
      .openExports()
      .then((memory) => memory.find())
      .then(take, (error: unknown) => {
        console.warn('The last export could not be read.', error)
        take(undefined)
      })
    return () => {
      isCurrent = false
    }
  }, [session])
  return last
}

function readLast(read: ReturnType<typeof useLastRecord>, project: Project, locale: Locale): LastExport {
  if (read === undefined) return { kind: 'reading' }
  if (read.record === undefined) return { kind: 'never' }
  const last = readLastExport(read.record, { project, locale })
  return last === undefined ? { kind: 'unknown' } : { kind: 'here', ...last }
}

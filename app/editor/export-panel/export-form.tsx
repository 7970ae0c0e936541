import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from '#app/export/export-record.ts'
import type { ExportRequest } from '#app/export/export-request.ts'
import { takesTarget } from '#app/export/file-layouts.ts'
import { findMovedSlots } from '#app/export/find-moved-slots.ts'
import { countPictures, planChoices, planScopeTargets, type Scope } from '#app/export/plan-export.ts'
import { isSameNaming } from '#app/export/plan-whole-project.ts'
import type { EditorMedia } from '../ports/session.ts'
import classes from './export-panel.module.css'
import { FileChoices } from './file-choices.tsx'
import { OnlyChoices } from './only-choices.tsx'
import { PlaceChoices } from './place-choices.tsx'
import { PreflightList } from './preflight-list.tsx'
import { RulesNews } from './rules-news.tsx'
import { ScreenChoices } from './screen-choices.tsx'
import { type ExportSetup, planRequest, useChangedCount } from './use-export-setup.ts'
import { usePreflight } from './use-preflight.ts'

type ExportFormProps = {
  project: Project
  media: EditorMedia
  record: ExportRecord | undefined
  setup: ExportSetup
  onSetup: (patch: Partial<ExportSetup>) => void
  notice: string | undefined
  /** The editor shows what a check found. */
  onShown: () => void
  onExport: (request: ExportRequest) => void
}

export function ExportForm(props: ExportFormProps) {
  const { project, media, record, setup, onSetup, notice, onShown, onExport } = props
  const choices = useMemo(() => planChoices(project), [project])
  const [scope, setScope] = useState<Scope>('size')
  const [chosenLocales, setChosenLocales] = useState<readonly Locale[]>()
  const [allowPlaceholders, setAllowPlaceholders] = useState(false)
  const { current, locales: allLocales } = choices
  // Memoised: a new list would mean new targets, and those a new check of the captures.
  const locales = useMemo(
    () => chosenLocales ?? (scope === 'screen' && current ? [current.locale] : allLocales),
    [chosenLocales, scope, current, allLocales],
  )
  const { layout } = setup
  const chosen = useMemo(
    () => planScopeTargets(project, choices, { scope, locales }),
    [project, choices, scope, locales],
  )
  const targets = useMemo(() => chosen.filter((target) => takesTarget(layout, target)), [chosen, layout])
  const request = useMemo(
    () => planRequest(setup, { targets, allowPlaceholders }),
    [setup, targets, allowPlaceholders],
  )
  const preflight = usePreflight(project, targets, { media, lastExport: record })
  const changedCount = useChangedCount(request, { project, media, record })

  const moved = useMemo(() => findMovedSlots(project, record), [project, record])

  if (!current) return <p className={classes.quiet}>There are no screens to export yet. Add one first.</p>
  const isKnown = record !== undefined && isSameNaming(record, setup)
  const count = request?.only.kind === 'since-last' ? (changedCount ?? targets.length) : targets.length

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (request) onExport(request)
      }}
    >
      <div className={classes.scroll}>
        {notice !== undefined && (
          <p className={classes.notice} role="status">
            {notice}
          </p>
        )}
        <ScreenChoices
          project={project}
          choices={{ ...choices, current }}
          scope={scope}
          onScope={setScope}
          locales={locales}
          onLocales={setChosenLocales}
        />
        <RulesNews moved={moved} />
        <PreflightList {...preflight} onShown={onShown} />
        {preflight.items?.some(({ isGap }) => isGap) && (
          <Checkbox
            className={classes.placeholders}
            size="sm"
            label="Export placeholders where captures are missing"
            description="For a draft. The stores want the real app in the picture."
            checked={allowPlaceholders}
            onChange={(event) => setAllowPlaceholders(event.currentTarget.checked)}
          />
        )}
        <FileChoices setup={setup} onChange={onSetup} />
        <PlaceChoices setup={setup} onChange={onSetup} />
        <OnlyChoices
          setup={setup}
          onChange={onSetup}
          lastMs={isKnown ? record.atMs : undefined}
          changedCount={changedCount}
        />
      </div>
      <div className={classes.footer}>
        <p className={classes.summary}>
          {describeLeftOut(chosen.length - targets.length)}
          {describeFiles(targets.length, setup)}
        </p>
        <Button
          type="submit"
          fullWidth
          size="md"
          disabled={request === undefined || count === 0}
          data-autofocus
        >
          {describeButton(setup, { chosenCount: chosen.length, targetCount: targets.length, count })}
        </Button>
      </div>
    </form>
  )
}

function describeButton(
  { place, folder, only, listing }: ExportSetup,
  { chosenCount, targetCount, count }: { chosenCount: number; targetCount: number; count: number },
): string {
  if (chosenCount === 0) return 'Choose a language'
  if (targetCount === 0) return 'Choose other folders or another size'
  if (place === 'folder' && folder === undefined) return 'Choose a folder'
  if (only === 'since-folder') return listing ? 'Compare and export' : 'Choose the folder to compare with'
  return count === 0 ? 'Nothing has changed' : `Export ${countPictures(count)}`
}

function describeLeftOut(count: number): string {
  if (count === 0) return ''
  return `${countPictures(count)} of the other store ${count === 1 ? 'is' : 'are'} left out by these folders. `
}

function describeFiles(count: number, { format, place }: ExportSetup): string {
  if (count === 0) return ''
  const kind = format === 'png' ? 'opaque PNG' : 'JPEG'
  if (count === 1) return `One ${kind} of exactly the store’s pixels.`
  const files = `${kind === 'JPEG' ? 'JPEG files' : 'Opaque PNGs'} of exactly the store’s pixels`
  return place === 'folder'
    ? `${files}, each read back and checked.`
    : `${files}, in one ZIP with these folders.`
}

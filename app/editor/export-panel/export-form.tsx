import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, listScreens } from '#app/export/export-target.ts'
import {
  countPictures,
  countScreens,
  describeCurrent,
  describeSize,
  planChoices,
  planScopeTargets,
  type Scope,
} from '#app/export/plan-export.ts'
import type { EditorMedia } from '../ports/session.ts'
import { ChoiceRow } from './choice-row.tsx'
import classes from './export-panel.module.css'
import { PreflightList } from './preflight-list.tsx'
import { usePreflight } from './use-preflight.ts'

type ExportFormProps = {
  project: Project
  media: EditorMedia
  notice: string | undefined
  onExport: (start: { targets: readonly ExportTarget[]; allowPlaceholders: boolean }) => void
}

export function ExportForm({ project, media, notice, onExport }: ExportFormProps) {
  const choices = useMemo(() => planChoices(project), [project])
  const [scope, setScope] = useState<Scope>('size')
  const [chosenLocales, setChosenLocales] = useState<readonly Locale[]>()
  const [allowPlaceholders, setAllowPlaceholders] = useState(false)
  const { current, locales: allLocales, canvasSizeIds } = choices
  // Memoised: a new list would mean new targets, and those a new check of the captures.
  const locales = useMemo(
    () => chosenLocales ?? (scope === 'screen' && current ? [current.locale] : allLocales),
    [chosenLocales, scope, current, allLocales],
  )
  const targets = useMemo(
    () => planScopeTargets(project, choices, { scope, locales }),
    [project, choices, scope, locales],
  )
  const { items: preflight, fetching } = usePreflight(project, targets, media)

  if (!current) return <p className={classes.quiet}>There are no screens to export yet. Add one first.</p>
  const inSize = listScreens(project, current.canvasSizeId).length
  const inAll = canvasSizeIds.reduce((sum, id) => sum + listScreens(project, id).length, 0)

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        onExport({ targets, allowPlaceholders })
      }}
    >
      <div className={classes.scroll}>
        {notice !== undefined && (
          <p className={classes.notice} role="status">
            {notice}
          </p>
        )}
        <fieldset className={classes.group}>
          <legend className={classes.legend}>Screens</legend>
          <ChoiceRow
            value="size"
            checked={scope === 'size'}
            onChoose={setScope}
            label={`All of ${describeSize(current.canvasSizeId)}`}
            hint={countScreens(inSize)}
          />
          {canvasSizeIds.length > 1 && (
            <ChoiceRow
              value="everything"
              checked={scope === 'everything'}
              onChoose={setScope}
              label={canvasSizeIds.length === 2 ? 'Both sizes' : `All ${canvasSizeIds.length} sizes`}
              hint={`${countScreens(inAll)} · ${canvasSizeIds.map(describeSize).join(', ')}`}
            />
          )}
          <ChoiceRow
            value="screen"
            checked={scope === 'screen'}
            onChoose={setScope}
            label="Only this screen"
            hint={describeCurrent(project, current)}
          />
        </fieldset>
        {allLocales.length > 1 && (
          <fieldset className={classes.group}>
            <legend className={classes.legend}>Languages</legend>
            <div className={classes.locales}>
              {allLocales.map((locale) => (
                <Checkbox
                  key={locale}
                  size="sm"
                  label={nameLocale(locale)}
                  checked={locales.includes(locale)}
                  onChange={({ currentTarget: { checked } }) =>
                    // In the project's order, whatever the order of the checkboxes.
                    setChosenLocales(
                      allLocales.filter((one) => (one === locale ? checked : locales.includes(one))),
                    )
                  }
                />
              ))}
            </div>
          </fieldset>
        )}
        <PreflightList items={preflight} fetching={fetching} />
        {preflight?.some(({ isGap }) => isGap) && (
          <Checkbox
            className={classes.placeholders}
            size="sm"
            label="Export placeholders where captures are missing"
            description="For a draft. The stores want the real app in the picture."
            checked={allowPlaceholders}
            onChange={(event) => setAllowPlaceholders(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className={classes.footer}>
        <p className={classes.summary}>{describeFiles(targets)}</p>
        <Button type="submit" fullWidth size="md" disabled={targets.length === 0} data-autofocus>
          {targets.length === 0 ? 'Choose a language' : `Export ${countPictures(targets.length)}`}
        </Button>
      </div>
    </form>
  )
}

function describeFiles(targets: readonly ExportTarget[]): string {
  if (targets.length === 0) return ''
  return targets.length === 1
    ? 'One opaque PNG of exactly the store’s pixels.'
    : 'Opaque PNGs of exactly the store’s pixels, in one ZIP with fastlane’s folders.'
}

import { Checkbox } from '@mantine/core'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listScreens } from '#app/export/export-target.ts'
import {
  countScreens,
  describeCurrent,
  describeSize,
  type ExportChoices,
  type Scope,
} from '#app/export/plan-export.ts'
import { ChoiceRow } from './choice-row.tsx'
import classes from './export-panel.module.css'

type ScreenChoicesProps = {
  project: Project
  choices: ExportChoices & { current: NonNullable<ExportChoices['current']> }
  scope: Scope
  onScope: (scope: Scope) => void
  locales: readonly Locale[]
  onLocales: (locales: readonly Locale[]) => void
}

/** Which screens, in which languages. */
export function ScreenChoices(props: ScreenChoicesProps) {
  const { project, choices, scope, onScope, locales, onLocales } = props
  const { current, canvasSizeIds, locales: allLocales } = choices
  const inSize = listScreens(project, current.canvasSizeId).length
  const inAll = canvasSizeIds.reduce((sum, id) => sum + listScreens(project, id).length, 0)
  return (
    <>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>Screens</legend>
        <ChoiceRow
          name="scope"
          value="size"
          checked={scope === 'size'}
          onChoose={onScope}
          label={`All of ${describeSize(current.canvasSizeId)}`}
          hint={countScreens(inSize)}
        />
        {canvasSizeIds.length > 1 && (
          <ChoiceRow
            name="scope"
            value="everything"
            checked={scope === 'everything'}
            onChoose={onScope}
            label={canvasSizeIds.length === 2 ? 'Both sizes' : `All ${canvasSizeIds.length} sizes`}
            hint={`${countScreens(inAll)} · ${canvasSizeIds.map(describeSize).join(', ')}`}
          />
        )}
        <ChoiceRow
          name="scope"
          value="screen"
          checked={scope === 'screen'}
          onChoose={onScope}
          label="Only this screen"
          hint={<span translate="no">{describeCurrent(project, current)}</span>}
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
                  onLocales(allLocales.filter((one) => (one === locale ? checked : locales.includes(one))))
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}

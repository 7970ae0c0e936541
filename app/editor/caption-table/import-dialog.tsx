import { Button, Checkbox, Modal, Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { applyImport } from '#app/captions/apply-import.ts'
import { describeCaption } from '#app/captions/captions.ts'
import { type ImportPlan, type PlannedText, planImport } from '#app/captions/plan-import.ts'
import { readCaptionFiles } from '#app/captions/read-caption-files.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { useEditor } from '../state/use-editor.ts'
import type { GatheredCaptions } from './gather-captions.ts'
import classes from './import-dialog.module.css'
import { ImportFiles } from './import-files.tsx'
import { ImportNotes } from './import-notes.tsx'
import type { CaptionTable } from './use-caption-table.ts'

/** Files of captions, what they would change, and only then the change: one step of undo. */
export function ImportDialog({ table, onClose }: { table: CaptionTable; onClose: () => void }) {
  useReturnFocus()
  const editor = useEditor()
  const [gathered, setGathered] = useState<GatheredCaptions>({ files: [], unread: [] })
  const [removesEmpty, setRemovesEmpty] = useState(false)
  const [addTags, setAddTags] = useState<readonly string[]>([])
  const [localeByPath, setLocaleByPath] = useState<ReadonlyMap<string, string>>(new Map())
  const { files } = gathered
  const { project, source, locales } = table
  const plan = useMemo(() => {
    if (files.length === 0) return undefined
    const read = readCaptionFiles(files, { sourceLocale: source, localeByPath })
    return planImport(project, read, { emptyCells: removesEmpty ? 'remove' : 'keep', addTags })
  }, [files, project, source, localeByPath, removesEmpty, addTags])

  function apply(chosen: ImportPlan): void {
    editor.edit('Import captions', (current) => applyImport(current, chosen))
    onClose()
  }

  const changes = plan === undefined ? 0 : plan.texts.length + plan.addedLocales.length
  return (
    <Modal
      opened
      onClose={onClose}
      title="Import captions"
      size={880}
      classNames={{ body: classes.body ?? '' }}
    >
      <ImportFiles gathered={gathered} onGather={setGathered} />
      {plan !== undefined && (
        <>
          <Languages
            plan={plan}
            locales={locales}
            onChooseLocale={(path, tag) => setLocaleByPath(new Map([...localeByPath, [path, tag]]))}
            onAdd={(tag, isAdded) =>
              setAddTags(isAdded ? [...addTags, tag] : addTags.filter((known) => known !== tag))
            }
          />
          <Switch
            className={classes.option}
            label="An empty cell removes the translation"
            description={
              removesEmpty
                ? 'The source text is shown in its place. A source text is never removed.'
                : `An empty cell changes nothing${plan.keptCount === 0 ? '' : `: ${plan.keptCount} texts stay`}.`
            }
            checked={removesEmpty}
            onChange={(event) => setRemovesEmpty(event.currentTarget.checked)}
          />
          <Texts plan={plan} />
          <ImportNotes plan={plan} />
          <div className={classes.footer}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button disabled={changes === 0} onClick={() => apply(plan)}>
              {changes === 0 ? 'Nothing to import' : `Import ${describeCount(plan)}`}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}

function describeCount({ texts, addedLocales }: ImportPlan): string {
  const parts = [
    texts.length > 0 ? `${texts.length} ${texts.length === 1 ? 'text' : 'texts'}` : '',
    addedLocales.length > 0
      ? `${addedLocales.length} ${addedLocales.length === 1 ? 'language' : 'languages'}`
      : '',
  ]
  return parts.filter((part) => part !== '').join(' and ')
}

type LanguagesProps = {
  plan: ImportPlan
  locales: readonly string[]
  onChooseLocale: (path: string, tag: string) => void
  onAdd: (tag: string, isAdded: boolean) => void
}

function Languages({ plan, locales, onChooseLocale, onAdd }: LanguagesProps) {
  const { unknownLanguages, withoutLanguage } = plan
  if (unknownLanguages.length === 0 && withoutLanguage.length === 0) return null
  return (
    <fieldset className={classes.languages}>
      <legend>Languages</legend>
      {withoutLanguage.map((path) => (
        <label key={path} className={classes.language}>
          <span>{path} does not say its language:</span>
          <select defaultValue="" onChange={(event) => onChooseLocale(path, event.currentTarget.value)}>
            <option value="" disabled>
              Choose
            </option>
            {locales.map((locale) => (
              <option key={locale} value={locale}>
                {nameLocale(locale)}
              </option>
            ))}
          </select>
        </label>
      ))}
      {unknownLanguages.map(({ tag, locale, texts, isAdded }) => (
        <Checkbox
          key={tag}
          label={`Add ${nameLocale(locale)} (${tag}), which the project does not have: ${texts} ${texts === 1 ? 'text' : 'texts'}`}
          checked={isAdded}
          onChange={(event) => onAdd(tag, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}

const kindNames: Readonly<Record<PlannedText['kind'], string>> = {
  new: 'New',
  changed: 'Changed',
  removed: 'Removed',
}

function Texts({ plan }: { plan: ImportPlan }) {
  const { texts, sameCount } = plan
  const counts = (['new', 'changed', 'removed'] as const)
    .map((kind) => ({ kind, count: texts.filter((text) => text.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
  return (
    <section aria-label="What changes">
      <p className={classes.summary} role="status">
        {[...counts, `${sameCount} the same`].join(' · ')}
      </p>
      {texts.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrow keys must reach it
        <section className={classes.scroll} tabIndex={0} aria-label="Texts that change">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Change</th>
                <th scope="col">Caption</th>
                <th scope="col">Language</th>
                <th scope="col">Now</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {texts.map((text) => (
                <TextRow
                  key={`${text.caption.canvasSizeId} ${text.caption.key} ${text.locale}`}
                  text={text}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

function TextRow({ text }: { text: PlannedText }) {
  const { kind, caption, locale, before, after } = text
  const written = { lang: locale, dir: getLocaleDirection(locale), translate: 'no' as const }
  return (
    <tr data-kind={kind}>
      <td>
        <span className={classes.kind}>{kindNames[kind]}</span>
      </td>
      <td translate="no">
        {describeCaption(caption)}
        <span className={classes.quiet}> {caption.sizeName}</span>
      </td>
      <td>{locale}</td>
      <td {...written}>{before ?? '–'}</td>
      <td {...written}>{after ?? '–'}</td>
    </tr>
  )
}

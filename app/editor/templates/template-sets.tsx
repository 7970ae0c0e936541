import { useMemo, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { applyTemplateSet } from '#app/document/template-sets/apply-template-set.ts'
import type { Colours } from '#app/document/template-sets/paint.ts'
import { recolour } from '#app/document/template-sets/recolour.ts'
import type { TemplateSet } from '#app/document/template-sets/template-set.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { chooseTemplateSet } from '../actions/template-actions.ts'
import { measureTallest } from '../state/measure-tallest.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { OwnTemplates } from './own-template-cards.tsx'
import { SetCard } from './set-card.tsx'
import classes from './templates.module.css'
import { useBrandColours } from './use-brand-colours.ts'

/** The sets of the app, in their own colours or in those of the captures. */
export function TemplateSets() {
  const { templates } = useEditor()
  const brand = useBrandColours()
  const [usesBrand, setUsesBrand] = useState(false)
  const isBranded = usesBrand && brand.length > 0
  return (
    <>
      {brand.length > 0 && (
        <fieldset className={classes.colours} aria-label="Colours of the templates" data-arrows>
          <button
            type="button"
            className={classes.colourChoice}
            aria-pressed={!isBranded}
            onClick={() => setUsesBrand(false)}
          >
            Original
          </button>
          <button
            type="button"
            className={classes.colourChoice}
            aria-pressed={isBranded}
            onClick={() => setUsesBrand(true)}
          >
            <span className={classes.dots} aria-hidden="true">
              {brand.slice(0, 3).map((colour) => (
                <i key={colour} style={{ background: colour }} />
              ))}
            </span>
            Your app
          </button>
        </fieldset>
      )}
      <ul className={classes.list} aria-label="Template sets" data-arrows>
        {templateSets.map((set, index) => (
          <SetOfList key={set.id} set={set} index={index} brand={isBranded ? brand : noBrand} />
        ))}
      </ul>
      {templates !== undefined && <OwnTemplates templates={templates} />}
    </>
  )
}

const noBrand: readonly string[] = []

type SetOfListProps = { set: TemplateSet; index: number; brand: readonly string[] }

function SetOfList({ set, index, brand }: SetOfListProps) {
  const editor = useEditor()
  const isCurrent = useProject((project) => project.templateSet?.id === set.id)
  const colours = useMemo(() => (brand.length === 0 ? undefined : recolour(set.colours, brand)), [set, brand])
  const design = useMemo(
    () => (project: Project) =>
      applyTemplateSet(project, set, {
        ...createPreviewOptions(colours),
        measureHeight: (text) => measureTallest(editor, text),
      }),
    [editor, set, colours],
  )
  return (
    <SetCard
      name={set.name}
      about={set.about}
      isCurrent={isCurrent}
      index={index}
      design={design}
      onChoose={() => chooseTemplateSet(editor, set, colours)}
    />
  )
}

function createPreviewOptions(colours: Colours | undefined) {
  let count = 0
  return { mint: () => `preview-${++count}`, ...(colours === undefined ? {} : { colours }) }
}

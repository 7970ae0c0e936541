import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { applyOwnTemplate } from '#app/document/template-sets/apply-own-template.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { InlineRename } from '#app/ui/inline-rename.tsx'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import { chooseOwnTemplate } from '../actions/template-actions.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import type { EditorTemplates, OwnTemplate } from '../ports/templates.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { SetCard } from './set-card.tsx'
import classes from './templates.module.css'

/** The user's own templates, and the design of this project as a new one. */
export function OwnTemplates({ templates }: { templates: EditorTemplates }) {
  const editor = useEditor()
  const own = useObservable(templates)
  const [failure, setFailure] = useState<string>()
  return (
    <section className={classes.own} aria-label="Your templates">
      <header className={classes.ownHead}>
        <h3>Your templates</h3>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            setFailure(undefined)
            templates.save(editor.session.getProject()).catch((error: unknown) => {
              const reason = error instanceof Error ? error.message : String(error)
              setFailure(`The template was not saved: ${reason} Your project is unchanged; try again.`)
            })
          }}
        >
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Save as template
        </button>
      </header>
      {failure !== undefined && (
        <p className={classes.note} role="alert">
          {failure}
        </p>
      )}
      {own.length === 0 ? (
        <p className={classes.note}>
          The design of this project, without its captures, for your other projects.
        </p>
      ) : (
        <ul className={classes.list} aria-label="Your templates">
          {own.map((template, index) => (
            <OwnCard key={template.id} template={template} templates={templates} index={index} />
          ))}
        </ul>
      )}
    </section>
  )
}

type OwnCardProps = { template: OwnTemplate; templates: EditorTemplates; index: number }

function OwnCard({ template, templates, index }: OwnCardProps) {
  const editor = useEditor()
  const { id, name } = template
  const isCurrent = useProject((project) => project.templateSet?.id === id)
  const [isRenaming, setIsRenaming] = useState(false)
  const loaded = useLoaded(templates, template)
  const design = useMemo(() => {
    let count = 0
    return (project: Project) =>
      loaded === undefined
        ? project
        : applyOwnTemplate(project, loaded, { mint: () => `preview-${id}-${++count}` })
  }, [loaded, id])
  return (
    <SetCard
      name={name}
      about="Your own"
      isCurrent={isCurrent}
      index={index}
      design={design}
      onChoose={() => {
        if (loaded !== undefined) chooseOwnTemplate(editor, loaded)
      }}
      menu={
        isRenaming ? (
          <InlineRename
            name={name}
            className={classes.rename}
            onRename={(next) => void templates.rename(id, next)}
            onClose={() => setIsRenaming(false)}
          />
        ) : (
          <span className={classes.cardActions}>
            <IconButton label={`Rename ${name}`} onClick={() => setIsRenaming(true)}>
              <IconPencil size={15} stroke={1.5} />
            </IconButton>
            <IconButton label={`Delete ${name}`} onClick={() => void remove(templates, template)}>
              <IconTrash size={15} stroke={1.5} />
            </IconButton>
          </span>
        )
      }
    />
  )
}

async function remove(templates: EditorTemplates, { id, name }: OwnTemplate): Promise<void> {
  await templates.delete(id)
  showUndoToast({
    id: 'template-deleted',
    text: `Deleted the template ${name}`,
    onUndo: () => void templates.undoDelete(id),
  })
}

/** Read once a card is there; projects keep only its id. */
function useLoaded(templates: EditorTemplates, { id }: OwnTemplate): Project | undefined {
  const [loaded, setLoaded] = useState<Project>()
  useEffect(() => {
    let isCurrent = true
    void templates.load(id).then((project) => {
      if (isCurrent) setLoaded(project)
    })
    return () => {
      isCurrent = false
    }
  }, [templates, id])
  return loaded
}

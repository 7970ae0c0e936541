import { notifications } from '@mantine/notifications'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { applyOwnTemplate } from '#app/document/template-sets/apply-own-template.ts'
import { applyTemplateSet } from '#app/document/template-sets/apply-template-set.ts'
import type { Colours } from '#app/document/template-sets/paint.ts'
import type { TemplateSet } from '#app/document/template-sets/template-set.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureTallest } from '../state/measure-tallest.ts'

/** Designs all screens of all sizes in one step of the history. */
export function chooseTemplateSet(editor: EditorController, set: TemplateSet, colours?: Colours): void {
  editor.edit(`Apply template “${set.name}”`, (project) =>
    applyTemplateSet(project, set, {
      mint: () => crypto.randomUUID(),
      measureHeight: (text) => measureTallest(editor, text),
      ...(colours === undefined ? {} : { colours }),
    }),
  )
}

/** The same with a template of the user's own. */
export function chooseOwnTemplate(editor: EditorController, template: Project): void {
  editor.edit(`Apply template “${template.name}”`, (project) =>
    applyOwnTemplate(project, template, { mint: () => crypto.randomUUID() }),
  )
}

/** The same with one that is not loaded yet; where it cannot be had, a notice says so. */
export async function chooseStoredTemplate(editor: EditorController, id: ProjectId): Promise<void> {
  const template = await editor.templates?.load(id)
  if (template !== undefined) return chooseOwnTemplate(editor, template)
  notifications.show({
    id: 'template-missing',
    message: 'This template is not on this device yet. Go online, and try again.',
    closeButtonProps: { 'aria-label': 'Dismiss' },
  })
}

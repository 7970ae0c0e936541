import { removeLocale } from '#app/document/edits/remove-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { listOrdered, orderBetween } from '#app/document/model/ordered.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'

/** A new language shows the first one's texts and captures until it has its own. */
export function addLocale(editor: EditorController, locale: Locale): void {
  editor.edit(`Add ${nameLocale(locale)}`, (project) => {
    if (project.locales?.[locale] !== undefined) return project
    const last = listOrdered(project.locales).at(-1)
    const order = orderBetween(last?.item.order, undefined)
    return { ...project, locales: { ...project.locales, [locale]: { order } } }
  })
  editor.selectLocale(locale)
}

/** No confirmation: a toast offers to undo it. */
export function takeLocaleAway(editor: EditorController, locale: Locale): void {
  editWithUndoToast(editor, {
    label: `Remove ${nameLocale(locale)}`,
    text: `Removed ${nameLocale(locale)}`,
    edit: (project) => removeLocale(project, locale),
    onUndone: () => editor.selectLocale(locale),
  })
}

import { moveLocale } from '#app/document/edits/move-locale.ts'
import { removeLocale } from '#app/document/edits/remove-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
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
    edit: (document) => editProject(document, (project) => removeLocale(project, locale)),
    onUndone: () => editor.selectLocale(locale),
  })
}

/** 0 makes it the source language. */
export function placeLocale(editor: EditorController, locale: Locale, to: number): void {
  const label = to === 0 ? `Make ${nameLocale(locale)} the source language` : `Move ${nameLocale(locale)}`
  editor.edit(label, (project) => moveLocale(project, locale, to))
}

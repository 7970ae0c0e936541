import { addLocale } from '#app/document/edits/add-locale.ts'
import { moveLocale } from '#app/document/edits/move-locale.ts'
import { removeLocale } from '#app/document/edits/remove-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'

/** A new language shows the first one's texts and captures until it has its own. */
export function insertLocale(editor: EditorController, locale: Locale): void {
  editor.edit(`Add ${nameLocale(locale)}`, (project) => addLocale(project, locale))
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

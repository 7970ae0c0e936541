import { notifications } from '@mantine/notifications'
import { findFontMedia, fontFamilyOf } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { listNames } from '#app/document/model/list-names.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import { listRefusals } from '#app/media/gather-refusals.ts'
import { listRefused } from '#app/media/list-refused.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editSelectionOf, listSelected } from './element-actions.ts'

/** Sets the selected texts in a font. The project keeps the file name of one of the user's own. */
export function chooseFont(editor: EditorController, family: string, label: string): void {
  const mediaId = findFontMedia(family)
  const name = mediaId && editor.session.media.findName(mediaId)
  editor.fonts.need([{ family }])
  editor.edit(label, (project) => {
    const edited = editSelectionOf(editor, project, (item) =>
      item.type === 'text' ? { ...item, style: { ...item.style, family } } : item,
    )
    return mediaId === undefined || name === undefined
      ? edited
      : rememberMediaNames(edited, [{ mediaId, name }])
  })
}

/** A font of the media library for the selected text. */
export function applyFont(
  editor: EditorController,
  { mediaId, fileName }: { mediaId: MediaId; fileName: string },
): void {
  const hasText = listSelected(editor).some(({ type }) => type === 'text')
  if (hasText) chooseFont(editor, fontFamilyOf(mediaId), `Change font to ${fileName}`)
  else notifications.show({ id: 'fonts', message: `Select a text to set it in ${fileName}.` })
}

/** Adds font files to the media library; a selected text is set in the first. What cannot be used is said in one notice. */
export async function addFonts(editor: EditorController, files: readonly File[]): Promise<void> {
  const results = await editor.session.media.importFiles(files, {})
  const added = results.filter((result) => result.kind === 'imported')
  const [first] = added
  const isChosen = first !== undefined && listSelected(editor).some(({ type }) => type === 'text')
  if (isChosen) chooseFont(editor, fontFamilyOf(first.mediaId), `Change font to ${first.fileName}`)
  const where = isChosen ? '' : ' Select a text to use it.'
  const names = listNames(added.map(({ fileName }) => fileName))
  const sentences = [
    ...(added.length === 0
      ? []
      : [`${names} ${added.length === 1 ? 'is' : 'are'} among your fonts now.${where}`]),
    ...listRefusals(listRefused(results)),
  ]
  notifications.show({
    id: 'fonts',
    message: sentences.join(' '),
    autoClose: added.length === files.length ? 5000 : 12_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  })
}

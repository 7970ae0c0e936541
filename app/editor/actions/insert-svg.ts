import { notifications } from '@mantine/notifications'
import { listNames } from '#app/document/model/list-names.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { readSvg } from '../svg/read-svg.ts'
import { insertDrawing } from './insert-shape.ts'

/** Adds SVG files as drawings to the current screen. What cannot be read, or only in part, is said in one notice. */
export async function insertSvgFiles(editor: EditorController, files: readonly File[]): Promise<void> {
  const messages: string[] = []
  const partly: string[] = []
  const leftOut = new Set<string>()
  for (const file of files) {
    const result = readSvg(await file.text(), file.name)
    if (result.kind === 'refused') {
      messages.push(result.message)
      continue
    }
    insertDrawing(editor, { name: file.name.replace(/\.svg$/i, ''), drawing: result.drawing, share: 0.4 })
    if (result.leftOut.length > 0) partly.push(file.name)
    for (const words of result.leftOut) leftOut.add(words)
  }
  if (partly.length > 0)
    messages.push(
      `Of ${listNames(partly)} not everything can be drawn. Left out: ${[...leftOut].join('; ')}.`,
    )
  if (messages.length === 0) return
  notifications.show({
    id: 'svg',
    message: messages.join(' '),
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  })
}

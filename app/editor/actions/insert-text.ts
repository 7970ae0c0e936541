import { planCaptionSize } from '#app/document/catalogue/screen-layout.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { createText } from '#app/document/edits/create-element.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { TextStyle } from '#app/document/model/schema.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { insertElement } from './element-actions.ts'

export type TextOptions = {
  name: string
  caption: string
  /** Times the caption's size. */
  size: number
  style: Partial<TextStyle>
}

const longestText = 10_000

/** Adds a text in the middle of the current screen, in a colour that is legible on it; `false` without a screen. */
export function insertText(
  editor: EditorController,
  label: string,
  { name, caption, size, style }: TextOptions,
): boolean {
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return false
  const { locale, canvasSizeId } = editor.ui.get()
  const { family } = style
  if (family !== undefined) editor.fonts.need([{ family }])
  const canvasHeight = findCanvasHeight(canvasSizeId, screen.orientation)
  insertElement(editor, label, (order) => {
    const text = createText({
      order,
      name,
      x: 0.07,
      y: 0,
      width: 0.86,
      contentByLocale: { [locale]: caption },
      style: {
        ...style,
        colour: pickTextColour(screen.background),
        size: planCaptionSize(canvasHeight) * size,
      },
    })
    const { height } = editor.measureBox(text)
    return { ...text, height, y: (canvasHeight - height) / 2 }
  })
  return true
}

/** Text from another program becomes an element of its own: a headline when it is short, else a paragraph. */
export function pasteText(editor: EditorController, pasted: string): boolean {
  const caption = cutText(pasted.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim(), longestText)
  const isShort = caption.length <= 60
  return insertText(editor, 'Paste text', {
    name: 'Text',
    caption,
    size: isShort ? 1 : 0.38,
    style: isShort ? {} : { weight: 400, letterSpacing: 0, lineHeight: 1.4 },
  })
}

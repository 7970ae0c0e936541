import {
  IconArrowRight,
  IconCircle,
  IconHexagon,
  IconMinus,
  IconRosette,
  IconSquareRounded,
  IconStar,
} from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { planCaptionSize } from '#app/document/catalogue/screen-layout.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { createShape, createText, shapeNames } from '#app/document/edits/create-element.ts'
import type { Screen, ShapeElement, TextStyle } from '#app/document/model/schema.ts'
import { insertElement } from '../actions/element-actions.ts'
import { insertText } from '../actions/insert-text.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './panels.module.css'

type TextPreset = {
  name: string
  caption: string
  /** Times the caption's size. */
  size: number
  style: Partial<TextStyle>
  shown: CSSProperties
}

const presets: readonly TextPreset[] = [
  {
    name: 'Headline',
    caption: 'Your headline',
    size: 1,
    style: { weight: 700, letterSpacing: -0.022, lineHeight: 1.12 },
    shown: { fontSize: 22, fontWeight: 700, letterSpacing: '-0.02em' },
  },
  {
    name: 'Subtitle',
    caption: 'One line that says more',
    size: 0.5,
    style: { weight: 500, letterSpacing: -0.01, lineHeight: 1.3 },
    shown: { fontSize: 15, fontWeight: 500 },
  },
  {
    name: 'Body',
    caption: 'A sentence or two for those who want to know more.',
    size: 0.38,
    style: { weight: 400, letterSpacing: 0, lineHeight: 1.4 },
    shown: { fontSize: 13, fontWeight: 400 },
  },
  {
    name: 'Overline',
    caption: 'NEW',
    size: 0.34,
    style: { weight: 700, letterSpacing: 0.12, lineHeight: 1.2 },
    shown: { fontSize: 12, fontWeight: 700, letterSpacing: '0.12em' },
  },
  {
    name: 'Serif headline',
    caption: 'Made with care',
    size: 1.05,
    style: { family: 'Playfair Display', weight: 700, letterSpacing: -0.01, lineHeight: 1.15 },
    shown: { fontFamily: '"Playfair Display", Georgia, serif', fontSize: 22, fontWeight: 700 },
  },
]

/** Styles of text, and simple shapes to put behind it. */
export function TextPanel() {
  const editor = useEditor()
  const { readOnly } = editor
  return (
    <>
      <div className={classes.presets}>
        {presets.map((preset) => (
          <button
            key={preset.name}
            type="button"
            className={classes.textPreset}
            style={preset.shown}
            disabled={readOnly}
            onClick={() => addText(editor, preset)}
          >
            {preset.name}
          </button>
        ))}
        <button
          type="button"
          className={classes.textPreset}
          disabled={readOnly}
          onClick={() => addBadge(editor)}
        >
          <span className={classes.badge}>Badge</span>
        </button>
      </div>
      <section aria-label="Shapes">
        <header className={classes.subheading}>
          <h3>Shapes</h3>
        </header>
        <div className={classes.shapeRow}>
          {shapes.map(({ shape, icon: Icon }) => (
            <button
              key={shape}
              type="button"
              className={classes.shape}
              disabled={readOnly}
              onClick={() => addShape(editor, shape)}
            >
              <Icon size={26} stroke={1.25} aria-hidden />
              {shapeNames[shape]}
            </button>
          ))}
        </div>
      </section>
    </>
  )
}

function addText(editor: EditorController, { name, caption, size, style }: TextPreset): void {
  insertText(editor, `Add ${name.toLowerCase()}`, { name, caption, size, style })
}

function addBadge(editor: EditorController): void {
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const { locale } = editor.ui.get()
  const canvasHeight = measureCanvas(editor, screen)
  const size = planCaptionSize(canvasHeight) * 0.42
  const dark = pickTextColour(screen.background) === '#ffffff'
  insertElement(editor, 'Add badge', (order) => {
    const text = createText({
      order,
      name: 'Badge',
      x: 0.25,
      y: 0,
      width: 0.5,
      contentByLocale: { [locale]: 'New' },
      style: {
        weight: 600,
        letterSpacing: 0,
        lineHeight: 1.3,
        size,
        colour: dark ? '#17171a' : '#ffffff',
        pill: {
          colour: dark ? '#ffffff' : '#17171a',
          paddingX: size * 0.8,
          paddingY: size * 0.4,
          radius: size * 1.2,
        },
      },
    })
    const { height } = editor.measureBox(text)
    return { ...text, height, y: (canvasHeight - height) / 2 }
  })
}

type Shape = ShapeElement['shape']

const shapes: ReadonlyArray<{ shape: Shape; icon: typeof IconCircle }> = [
  { shape: 'rectangle', icon: IconSquareRounded },
  { shape: 'ellipse', icon: IconCircle },
  { shape: 'line', icon: IconMinus },
  { shape: 'arrow', icon: IconArrowRight },
  { shape: 'star', icon: IconStar },
  { shape: 'polygon', icon: IconHexagon },
  { shape: 'badge', icon: IconRosette },
]

/** Filled areas lie behind other elements, so they are translucent; lines and arrows have the colour of the text. */
function addShape(editor: EditorController, shape: Shape): void {
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const canvasHeight = measureCanvas(editor, screen)
  const isArea = shape === 'rectangle' || shape === 'ellipse'
  const width = Math.min(isArea ? 0.5 : 0.32, canvasHeight * 0.5)
  const height = shape === 'line' ? 0.008 : shape === 'arrow' ? width * 0.24 : width
  insertElement(editor, `Add ${shapeNames[shape].toLowerCase()}`, (order) =>
    createShape({
      order,
      x: (1 - width) / 2,
      y: (canvasHeight - height) / 2,
      width,
      height,
      shape,
      fill: isArea ? '#ffffff40' : pickTextColour(screen.background),
      ...(shape === 'rectangle' ? { corner: 0.05 } : shape === 'line' ? { corner: 0.004 } : {}),
    }),
  )
}

function measureCanvas({ ui }: EditorController, screen: Screen): number {
  const { widthPx, heightPx } = findCanvasPx(ui.get().canvasSizeId, screen.orientation)
  return heightPx / widthPx
}

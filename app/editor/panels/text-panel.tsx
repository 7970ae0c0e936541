import { IconCircle, IconSquareRounded } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { planCaptionSize } from '#app/document/catalogue/screen-layout.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { createShape, createText } from '#app/document/edits/create-element.ts'
import type { Screen, TextStyle } from '#app/document/model/schema.ts'
import { insertElement } from '../actions/element-actions.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { useWorkbench } from '../state/use-editor.ts'
import classes from './panels.module.css'

type TextPreset = {
  name: string
  words: string
  /** Times the caption's size. */
  size: number
  style: Partial<TextStyle>
  shown: CSSProperties
}

const presets: readonly TextPreset[] = [
  {
    name: 'Headline',
    words: 'Your headline',
    size: 1,
    style: { weight: 700, letterSpacing: -0.022, lineHeight: 1.12 },
    shown: { fontSize: 22, fontWeight: 700, letterSpacing: '-0.02em' },
  },
  {
    name: 'Subtitle',
    words: 'One line that says more',
    size: 0.5,
    style: { weight: 500, letterSpacing: -0.01, lineHeight: 1.3 },
    shown: { fontSize: 15, fontWeight: 500 },
  },
  {
    name: 'Body',
    words: 'A sentence or two for those who want to know more.',
    size: 0.38,
    style: { weight: 400, letterSpacing: 0, lineHeight: 1.4 },
    shown: { fontSize: 13, fontWeight: 400 },
  },
  {
    name: 'Overline',
    words: 'NEW',
    size: 0.34,
    style: { weight: 700, letterSpacing: 0.12, lineHeight: 1.2 },
    shown: { fontSize: 12, fontWeight: 700, letterSpacing: '0.12em' },
  },
  {
    name: 'Serif headline',
    words: 'Made with care',
    size: 1.05,
    style: { family: 'Playfair Display', weight: 700, letterSpacing: -0.01, lineHeight: 1.15 },
    shown: { fontFamily: '"Playfair Display", Georgia, serif', fontSize: 22, fontWeight: 700 },
  },
]

/** Styles of text, and simple shapes to put behind them. */
export function TextPanel() {
  const workbench = useWorkbench()
  const { readOnly } = workbench
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
            onClick={() => addText(workbench, preset)}
          >
            {preset.name}
          </button>
        ))}
        <button
          type="button"
          className={classes.textPreset}
          disabled={readOnly}
          onClick={() => addBadge(workbench)}
        >
          <span className={classes.badge}>Badge</span>
        </button>
      </div>
      <section aria-label="Shapes">
        <header className={classes.subheading}>
          <h3>Shapes</h3>
        </header>
        <div className={classes.shapeRow}>
          <button
            type="button"
            className={classes.shape}
            disabled={readOnly}
            onClick={() => addShape(workbench, 'rectangle')}
          >
            <IconSquareRounded size={26} stroke={1.25} aria-hidden />
            Rectangle
          </button>
          <button
            type="button"
            className={classes.shape}
            disabled={readOnly}
            onClick={() => addShape(workbench, 'ellipse')}
          >
            <IconCircle size={26} stroke={1.25} aria-hidden />
            Ellipse
          </button>
        </div>
      </section>
    </>
  )
}

function addText(workbench: Workbench, { name, words, size, style }: TextPreset): void {
  const screen = workbench.findCurrentScreen()
  if (screen === undefined) return
  const { locale } = workbench.ui.get()
  const { family } = style
  if (family !== undefined) workbench.fonts.need([family])
  const canvasHeight = measureCanvas(workbench, screen)
  insertElement(workbench, `Add ${name.toLowerCase()}`, (order) => {
    const text = createText({
      order,
      name,
      x: 0.07,
      y: 0,
      width: 0.86,
      contentByLocale: { [locale]: words },
      style: {
        ...style,
        colour: pickTextColour(screen.background),
        size: planCaptionSize(canvasHeight) * size,
      },
    })
    const { height } = workbench.measureBox(text)
    return { ...text, height, y: (canvasHeight - height) / 2 }
  })
}

function addBadge(workbench: Workbench): void {
  const screen = workbench.findCurrentScreen()
  if (screen === undefined) return
  const { locale } = workbench.ui.get()
  const canvasHeight = measureCanvas(workbench, screen)
  const size = planCaptionSize(canvasHeight) * 0.42
  const dark = pickTextColour(screen.background) === '#ffffff'
  insertElement(workbench, 'Add badge', (order) => {
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
    const { height } = workbench.measureBox(text)
    return { ...text, height, y: (canvasHeight - height) / 2 }
  })
}

function addShape(workbench: Workbench, shape: 'rectangle' | 'ellipse'): void {
  const screen = workbench.findCurrentScreen()
  if (screen === undefined) return
  const canvasHeight = measureCanvas(workbench, screen)
  const size = Math.min(0.5, canvasHeight * 0.5)
  insertElement(workbench, `Add ${shape}`, (order) =>
    createShape({
      order,
      x: (1 - size) / 2,
      y: (canvasHeight - size) / 2,
      width: size,
      height: size,
      shape,
      fill: '#ffffff40',
      ...(shape === 'rectangle' ? { corner: 0.05 } : {}),
    }),
  )
}

function measureCanvas({ ui }: Workbench, screen: Screen): number {
  const { widthPx, heightPx } = findCanvasPx(ui.get().canvasSizeId, screen.orientation)
  return heightPx / widthPx
}

import { notifications } from '@mantine/notifications'
import {
  IconArrowRight,
  IconCircle,
  IconHexagon,
  IconLaurelWreath,
  IconMinus,
  IconPhoto,
  IconRosette,
  IconSquareRounded,
  IconStar,
  IconStars,
  IconVectorTriangle,
  IconZoomIn,
} from '@tabler/icons-react'
import { type CSSProperties, useRef, useState } from 'react'
import { presetCaptions } from '#app/document/catalogue/headlines.ts'
import { planCaptionSize } from '#app/document/catalogue/screen-layout.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { createText, shapeNames } from '#app/document/edits/create-element.ts'
import type { Screen, ShapeElement, TextStyle } from '#app/document/model/schema.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { insertElement } from '../actions/element-actions.ts'
import { insertLens, insertShape } from '../actions/insert-shape.ts'
import { insertSvgFiles } from '../actions/insert-svg.ts'
import { insertText } from '../actions/insert-text.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
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
    caption: presetCaptions.headline,
    size: 1,
    style: { weight: 700, letterSpacing: -0.022, lineHeight: 1.12 },
    shown: { fontSize: 22, fontWeight: 700, letterSpacing: '-0.02em' },
  },
  {
    name: 'Subtitle',
    caption: presetCaptions.subtitle,
    size: 0.5,
    style: { weight: 500, letterSpacing: -0.01, lineHeight: 1.3 },
    shown: { fontSize: 15, fontWeight: 500 },
  },
  {
    name: 'Body',
    caption: presetCaptions.body,
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
    caption: presetCaptions.serif,
    size: 1.05,
    style: { family: 'Playfair Display', weight: 700, letterSpacing: -0.01, lineHeight: 1.15 },
    shown: { fontFamily: '"Playfair Display", Georgia, serif', fontSize: 22, fontWeight: 700 },
  },
]

/** Styles of text, and simple shapes to put behind it. */
export function TextPanel() {
  const editor = useEditor()
  const { readOnly } = editor
  const hasScreen = useUi((ui) => ui.screenId !== undefined)
  return (
    <>
      <div className={classes.presets} data-arrows>
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
        <div className={classes.shapeRow} data-arrows>
          {shapes.map(({ shape, icon: Icon }) => (
            <button
              key={shape}
              type="button"
              className={classes.shape}
              disabled={readOnly}
              onClick={() => insertShape(editor, shape)}
            >
              <Icon size={26} stroke={1.25} aria-hidden />
              {shapeNames[shape]}
            </button>
          ))}
          <button
            type="button"
            className={classes.shape}
            disabled={readOnly}
            onClick={() => insertLens(editor) || sayNoDevice()}
          >
            <IconZoomIn size={26} stroke={1.25} aria-hidden />
            Magnifier
          </button>
          <FileButton
            label="SVG file"
            icon={IconVectorTriangle}
            accept=".svg,image/svg+xml"
            inputLabel="Choose SVG files"
            disabled={readOnly}
            onFiles={(files) => insertSvgFiles(editor, files)}
          />
          <FileButton
            label="Add picture…"
            icon={IconPhoto}
            accept="image/png,image/jpeg,image/webp,image/gif"
            inputLabel="Choose pictures"
            disabled={readOnly || !hasScreen}
            onFiles={(files) => addPictures(editor, files)}
          />
        </div>
      </section>
      <Finder title="Icons" part={iconSearch} />
      <Finder title="Emoji" part={emojiSearch} />
    </>
  )
}

const iconSearch = definePart(async () => (await import('./icon-search.tsx')).IconSearch)
const emojiSearch = definePart(async () => (await import('./emoji-search.tsx')).EmojiSearch)
const noProps = {}

/** A long list that is fetched when it is opened. */
function Finder({ title, part }: { title: string; part: typeof iconSearch }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className={classes.finderSection} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && <LazyPart part={part} props={noProps} />}
    </details>
  )
}

type FileButtonProps = {
  label: string
  icon: typeof IconCircle
  accept: string
  inputLabel: string
  disabled: boolean
  onFiles: (files: readonly File[]) => Promise<void>
}

function FileButton({ label, icon: Icon, accept, inputLabel, disabled, onFiles }: FileButtonProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className={classes.shape}
        disabled={disabled}
        onClick={() => inputRef.current?.click()}
      >
        <Icon size={26} stroke={1.25} aria-hidden />
        {label}
      </button>
      <input
        ref={inputRef}
        type="file"
        accept={accept}
        multiple
        hidden
        aria-label={inputLabel}
        onChange={(event) => {
          void onFiles([...(event.currentTarget.files ?? [])])
          // The same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

async function addPictures(editor: EditorController, files: readonly File[]): Promise<void> {
  const { addChosenPictures } = await import('../capture-drop/place-picture.ts')
  const problems = await addChosenPictures(editor, files)
  if (problems.length === 0) return
  const message = problems.join(' ')
  notifications.show({ id: 'pictures', message, closeButtonProps: { 'aria-label': 'Dismiss' } })
}

function sayNoDevice(): void {
  const message = 'A magnifier enlarges a part of a device: add a device to this screen first.'
  notifications.show({ id: 'lens', message, closeButtonProps: { 'aria-label': 'Dismiss' } })
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
  { shape: 'rating', icon: IconStars },
  { shape: 'laurel', icon: IconLaurelWreath },
]

function measureCanvas({ ui }: EditorController, screen: Screen): number {
  return findCanvasHeight(ui.get().canvasSizeId, screen.orientation)
}

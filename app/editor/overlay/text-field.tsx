import { type CSSProperties, useEffect, useLayoutEffect, useRef } from 'react'
import type { ElementId } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Screen, TextElement } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { type FontFamilyName, planFont } from '#app/render/fonts.ts'
import { planAlignment } from '#app/render/plan-alignment.ts'
import { planScriptFamilies } from '#app/render/script-families.ts'
import { commitText } from '../actions/text-actions.ts'
import { findMarkKey, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'
import { useTyping } from '../controls/use-typing.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureFit } from '../state/measure-fit.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './overlay.module.css'
import { boxStyle } from './place-box.ts'

/** The field for a text, typed in place. The drawn text is hidden meanwhile; this field has the same metrics. */
export function TextField({ screen, elementId }: { screen: Screen; elementId: ElementId }) {
  countStageRender()
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const scale = useObservable(editor.stageState.scale)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const element = screen.elements[elementId]
  const text = element?.type === 'text' ? textOf(element, editor) : ''
  const typing = useTyping(fieldRef, text, (content, before) =>
    commitText(editor, { canvasSizeId, screenId: screen.id, elementId, locale, content, before }),
  )

  useEffect(() => {
    const painter = editor.stageState.screens.get(screen.id)?.painter
    painter?.hide(new Set([elementId]), true)
    return () => painter?.hide(new Set(), true)
  }, [editor, screen.id, elementId])
  useLayoutEffect(() => {
    fieldRef.current?.focus({ preventScroll: true })
    fieldRef.current?.select()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field has the text, and its height follows.
  useLayoutEffect(() => {
    if (fieldRef.current !== null) fitHeight(fieldRef.current)
  }, [text])
  if (element?.type !== 'text') return null
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const { size } = measureFit(element, editor.languages())
  const enlarged = planEnlargement(size * widthPx * scale)

  return (
    <div className={classes.textField} style={boxStyle(editor.measureBox(element))}>
      <textarea
        ref={fieldRef}
        className={classes.textInput}
        style={fieldStyle(element, {
          size,
          enlarged,
          scripts: findScripts(element, editor),
          align: planAlignment(element, editor.languages()),
        })}
        data-real-size
        aria-label={`Text of ${element.name || 'text'} in ${nameLocale(locale)}`}
        defaultValue={text}
        lang={locale}
        translate="no"
        dir="auto"
        spellCheck
        rows={1}
        {...typing.handlers}
        onInput={(event) => {
          fitHeight(event.currentTarget)
          typing.handlers.onInput()
        }}
        onBlur={() => {
          typing.now()
          editor.stopTyping()
        }}
        onKeyDown={(event) => {
          const mark = findMarkKey(event)
          if (mark !== undefined) {
            event.preventDefault()
            event.stopPropagation()
            toggleMarkInField(event.currentTarget, mark)
            return
          }
          const done = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          if (!done) return
          event.preventDefault()
          event.stopPropagation()
          typing.now()
          editor.stopTyping()
          focusBox(editor, screen.id, elementId)
        }}
      />
    </div>
  )
}

function textOf(element: TextElement, { languages }: EditorController): string {
  const { locale, fallbackLocale } = languages()
  return element.contentByLocale[locale] ?? element.contentByLocale[fallbackLocale] ?? ''
}

/** With smaller text iOS zooms the whole page when a field gets the focus. */
const smallestPx = 16

/**
 * How much larger the field is laid out than it is shown: on a phone small letters are scaled down, so they keep their
 * size and wrap.
 */
function planEnlargement(sizePx: number): number {
  const isTouch = window.matchMedia('(pointer: coarse)').matches
  return isTouch && sizePx > 0 && sizePx < smallestPx ? smallestPx / sizePx : 1
}

type FieldLook = {
  size: number
  enlarged: number
  scripts: readonly FontFamilyName[]
  align: TextElement['style']['align']
}

/** The same letters as on the canvas: every length follows the artboard's width, so zooming keeps them aligned. */
function fieldStyle(
  { style, opacity }: TextElement,
  { size, enlarged, scripts, align }: FieldLook,
): CSSProperties {
  const { pill, shadow, stroke } = style
  const length = (fraction: number) => `calc(var(--unit) * ${fraction * enlarged})`
  const { family, weight } = style
  const font = planFont({ family, weight, scripts }, 1)
  const [, ...families] = font.split('px ')
  return {
    width: `${enlarged * 100}%`,
    transform: enlarged === 1 ? undefined : `scale(${1 / enlarged})`,
    fontFamily: families.join('px '),
    fontWeight: Number.parseInt(font, 10),
    fontSize: length(size),
    fontStyle: style.italic ? 'italic' : 'normal',
    textTransform: style.caps ? 'uppercase' : 'none',
    lineHeight: style.lineHeight,
    letterSpacing: `${style.letterSpacing}em`,
    textAlign: align,
    textWrap: style.wrap === 'greedy' ? 'wrap' : 'balance',
    color: style.colour,
    caretColor: style.colour,
    opacity,
    ...(pill === undefined
      ? {}
      : {
          padding: `${length(pill.paddingY)} ${length(pill.paddingX)}`,
          background: pill.colour,
          borderRadius: length(pill.radius),
        }),
    ...(stroke === undefined
      ? {}
      : {
          WebkitTextStroke: `${length(stroke.width * 2)} ${stroke.colour}`,
          paintOrder: 'stroke fill',
        }),
    ...(shadow === undefined
      ? {}
      : { textShadow: `${length(shadow.x)} ${length(shadow.y)} ${length(shadow.blur)} ${shadow.colour}` }),
  }
}

/** What the text's own family lacks is typed in the same letters as it is drawn. */
function findScripts(element: TextElement, editor: EditorController): FontFamilyName[] {
  const { locale } = editor.languages()
  return planScriptFamilies(textOf(element, editor), { family: element.style.family, locale })
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = '0'
  field.style.height = `${field.scrollHeight}px`
}

/** Returns keyboard users to the box they came from. */
function focusBox(editor: EditorController, screenId: Screen['id'], elementId: ElementId): void {
  const artboard = editor.stageState.screens.get(screenId)?.artboard
  requestAnimationFrame(() =>
    artboard?.querySelector<HTMLElement>(`[data-element-id="${elementId}"]`)?.focus(),
  )
}

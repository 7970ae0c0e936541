import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen, TextElement } from '#app/document/model/schema.ts'
import { planFont } from '#app/render/fonts.ts'
import { commitWords } from '../actions/text-actions.ts'
import { findMarkKey, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { countStageRender } from '../state/render-count.ts'
import { useUi, useWorkbench } from '../state/use-editor.ts'
import classes from './overlay.module.css'
import { boxStyle } from './place-box.ts'

/** After the last keystroke; also at once when the field is left. */
const restMs = 300

/** The words of a text, typed where they stand. The drawn text hides meanwhile; this field has the same metrics. */
export function TextField({ screen, elementId }: { screen: Screen; elementId: ElementId }) {
  countStageRender()
  const workbench = useWorkbench()
  const locale = useUi((ui) => ui.locale)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const element = screen.elements[elementId]
  const typing = useTyping(workbench, { screenId: screen.id, elementId, fieldRef })

  useEffect(() => {
    const painter = workbench.room.screens.get(screen.id)?.painter
    painter?.hide(new Set([elementId]))
    return () => painter?.hide(new Set())
  }, [workbench, screen.id, elementId])
  useLayoutEffect(() => {
    fieldRef.current?.focus({ preventScroll: true })
    fieldRef.current?.select()
    if (fieldRef.current !== null) fitHeight(fieldRef.current)
  }, [])
  if (element?.type !== 'text') return null

  return (
    <textarea
      ref={fieldRef}
      className={classes.textField}
      style={{ ...boxStyle(workbench.measureBox(element)), ...fieldStyle(element) }}
      aria-label={`Words of ${element.name || 'text'} (${locale})`}
      defaultValue={wordsOf(element, workbench)}
      lang={locale}
      translate="no"
      dir="auto"
      spellCheck
      rows={1}
      onInput={(event) => {
        fitHeight(event.currentTarget)
        typing.later()
      }}
      onBlur={() => {
        typing.now()
        workbench.stopTyping()
      }}
      onKeyDown={(event) => {
        const mark = findMarkKey(event)
        if (mark !== undefined && !event.nativeEvent.isComposing) {
          event.preventDefault()
          event.stopPropagation()
          toggleMarkInField(event.currentTarget, mark)
          return
        }
        const done = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
        if (!done || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        typing.now()
        workbench.stopTyping()
        focusBox(workbench, screen.id, elementId)
      }}
    />
  )
}

type TypingTarget = {
  screenId: Screen['id']
  elementId: ElementId
  fieldRef: RefObject<HTMLTextAreaElement | null>
}

/** Commits the field's words when the typing pauses; nothing is lost when the field goes away in between. */
function useTyping(workbench: Workbench, { screenId, elementId, fieldRef }: TypingTarget) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const words = useRef<string>(undefined)
  /** What the field held when it and the document last agreed: what others type meanwhile is told from what is typed here. */
  const agreed = useRef<string>(undefined)

  const now = () => {
    clearTimeout(timer.current)
    const content = words.current
    words.current = undefined
    if (content === undefined) return
    commitWords(workbench, { screenId, elementId, content, before: agreed.current })
    agreed.current = content
  }
  useLayoutEffect(() => {
    agreed.current = fieldRef.current?.value
  }, [fieldRef])
  const nowRef = useRef(now)
  useEffect(() => {
    nowRef.current = now
  })
  useEffect(() => {
    const flush = () => nowRef.current()
    window.addEventListener('pagehide', flush, { capture: true })
    return () => {
      window.removeEventListener('pagehide', flush, { capture: true })
      flush()
    }
  }, [])

  return {
    now,
    later() {
      words.current = fieldRef.current?.value
      clearTimeout(timer.current)
      timer.current = setTimeout(() => nowRef.current(), restMs)
    },
  }
}

function wordsOf(element: TextElement, { languages }: Workbench): string {
  const { locale, fallbackLocale } = languages()
  return element.contentByLocale[locale] ?? element.contentByLocale[fallbackLocale] ?? ''
}

/** The same letters as the canvas draws: every length follows the paper's width, so zooming keeps them together. */
function fieldStyle({ style, opacity }: TextElement): CSSProperties {
  const { pill, shadow } = style
  const length = (fraction: number) => `calc(var(--unit) * ${fraction})`
  const [, ...families] = planFont(style, 1).split('px ')
  return {
    fontFamily: families.join('px '),
    fontWeight: Number.parseInt(planFont(style, 1), 10),
    fontSize: length(style.size),
    lineHeight: style.lineHeight,
    letterSpacing: `${style.letterSpacing}em`,
    textAlign: style.align,
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
    ...(shadow === undefined
      ? {}
      : { textShadow: `${length(shadow.x)} ${length(shadow.y)} ${length(shadow.blur)} ${shadow.colour}` }),
  }
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = '0'
  field.style.height = `${field.scrollHeight}px`
}

/** Keyboard users go on from the box they came from. */
function focusBox(workbench: Workbench, screenId: Screen['id'], elementId: ElementId): void {
  const paper = workbench.room.screens.get(screenId)?.paper
  requestAnimationFrame(() => paper?.querySelector<HTMLElement>(`[data-element-id="${elementId}"]`)?.focus())
}

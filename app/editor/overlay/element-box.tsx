import { memo, useSyncExternalStore } from 'react'
import { findCaptureCut } from '#app/document/catalogue/capture-cut.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, FrameElement } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import { boundsOf } from '../geometry/box.ts'
import { liesOutside, reachesOutside } from '../geometry/plan-landing.ts'
import { describeElement } from '../state/describe-element.ts'
import { measureFit } from '../state/measure-fit.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './overlay.module.css'
import { boxStyle, reachStyle } from './place-box.ts'

type ElementBoxProps = {
  screenId: ScreenId
  elementId: ElementId
  element: Element
  /** Only the current screen's elements are in the tab order. */
  reachable: boolean
  /** In canvas widths. */
  canvasHeight: number
  hidden: boolean
  /** Another screen lies at the left. */
  hasScreenBefore: boolean
  /** Of a device: says where a capture can be dropped. */
  hint: boolean
}

/** The box of one element: transparent, focusable, named. The picture below is drawn on a canvas. */
export const ElementBox = memo(function ElementBox(props: ElementBoxProps) {
  countStageRender()
  const { screenId, elementId, element, reachable, canvasHeight, hidden, hasScreenBefore, hint } = props
  const { measureBox, selectElements, fonts, languages, readOnly } = useEditor()
  const drop = useCaptureDrop()
  const selected = useUi(({ screenId: current, selectedIds, alsoSelected }) =>
    current === screenId
      ? selectedIds.includes(elementId)
      : alsoSelected.some((also) => also.screenId === screenId && also.elementIds.includes(elementId)),
  )
  useObservable(fonts.version)
  const locale = useUi((ui) => ui.locale)
  const overflows = element.type === 'text' && measureFit(element, { ...languages(), locale }).overflows
  const box = measureBox(element)
  const cut = useCut(element)
  const bounds = element.spans === true ? undefined : boundsOf(box)
  const outside = bounds !== undefined && liesOutside(bounds, canvasHeight)

  const holdsFile = element.type === 'frame' || element.type === 'image'
  const pick = () => {
    if (!readOnly && !element.locked) drop.pick({ screenId, elementId })
  }

  const isBefore = hasScreenBefore && bounds !== undefined && bounds.left < 0

  const button = (
    <button
      type="button"
      className={classes.box}
      style={isBefore ? { ...boxStyle(box), ...reachStyle(box, canvasHeight) } : boxStyle(box)}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${describeElement(element, locale)}${outside ? ' (outside the screen, in no picture)' : ''}${cut === undefined ? '' : ` (${cut})`}`}
      aria-pressed={selected}
      data-element-id={elementId}
      data-element-type={element.type}
      data-locked={element.locked || undefined}
      data-overflow={overflows || undefined}
      title={overflows ? 'The words do not fit their box' : cut}
      data-hidden={hidden || undefined}
      data-outside={outside || undefined}
      onDoubleClick={() => holdsFile && pick()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !holdsFile) return
        event.preventDefault()
        pick()
      }}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible') && !selected) selectElements(screenId, [elementId])
      }}
    >
      {hint && (
        <span className={classes.emptyFrame} aria-hidden="true">
          Drop a capture, or double-click
        </span>
      )}
      {cut !== undefined && (
        <span className={classes.cutMark} aria-hidden="true">
          {cut}
        </span>
      )}
    </button>
  )
  if (bounds === undefined || !reachesOutside(bounds, canvasHeight)) return button
  return (
    <>
      {button}
      <i className={classes.beyondPlace} style={boxStyle(box)} aria-hidden="true">
        <i className={classes.beyond} data-beyond />
      </i>
    </>
  )
})

/** A sentence where the device hides a good part of its capture; `undefined` also while the capture's size is unknown. */
function useCut(element: Element): string | undefined {
  const { pictures, session, languages } = useEditor()
  const mediaId = element.type === 'frame' ? findLocalised(element.mediaByLocale, languages()) : undefined
  const size = useSyncExternalStore(
    pictures.subscribe,
    () => (mediaId === undefined ? undefined : session.media.findSize(mediaId)),
    () => undefined,
  )
  if (size === undefined) return undefined
  const cut = findCaptureCut(element as FrameElement, { widthPx: size.width, heightPx: size.height })
  return cut && `shows only ${Math.round(cut.shown * 100)} % of its capture, which is of another shape`
}

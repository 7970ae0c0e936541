import { IconLayout, IconPlus } from '@tabler/icons-react'
import { type CSSProperties, type RefObject, useLayoutEffect, useRef } from 'react'
import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { isEmptyScreen } from '#app/document/model/is-empty-screen.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { addScreenAfter } from '../actions/screen-actions.ts'
import { planFitAll } from '../geometry/plan-fit-all.ts'
import { attachGestures } from '../interaction/attach-gestures.ts'
import { measureScreens } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useProject, useScreenIds, useUi } from '../state/use-editor.ts'
import { EmptyStage } from './empty-stage.tsx'
import { ScreenView } from './screen-view.tsx'
import classes from './stage.module.css'

/** All screens of the current size in a row, as the store shows them. */
export function Stage({ onPick, onTemplates }: { onPick: () => void; onTemplates: () => void }) {
  countStageRender()
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const gapPx = useUi((ui) => ui.gapPx)
  const screenIds = useScreenIds(canvasSizeId)
  const isPlain = useProject(
    (project) => project.templateSet === undefined && isWithoutCaptures(project, canvasSizeId),
  )
  const stageRef = useRef<HTMLDivElement>(null)
  useScale(stageRef)
  useLayoutEffect(() => {
    const stage = stageRef.current
    return stage === null ? undefined : attachGestures(stage, editor)
  }, [editor])

  return (
    <div ref={stageRef} className={classes.stage} data-stage>
      {screenIds.length === 0 ? (
        <EmptyStage onPick={onPick} onTemplates={onTemplates} />
      ) : (
        <div
          className={classes.row}
          style={{ gap: gapPx, '--screen-gap': `${gapPx}px` } as CSSProperties}
          data-row
        >
          {screenIds.map((id, index) => (
            <ScreenView key={id} screenId={id} number={index + 1} />
          ))}
          {!editor.readOnly && (
            <div className={classes.ghosts}>
              <button
                type="button"
                className={classes.ghost}
                onClick={() => addScreenAfter(editor, screenIds.at(-1))}
              >
                <IconPlus size={24} stroke={1.5} aria-hidden />
                <span>Add screen</span>
              </button>
              {isPlain && (
                <button type="button" className={classes.ghost} onClick={onTemplates}>
                  <IconLayout size={24} stroke={1.5} aria-hidden />
                  <span>Choose a template</span>
                </button>
              )}
            </div>
          )}
        </div>
      )}
      <i className={classes.marquee} data-marquee hidden />
      <SeveralChip />
    </div>
  )
}

/** Shown while each tap adds to the selection, and ends that. */
function SeveralChip() {
  const { stageState } = useEditor()
  const picksSeveral = useObservable(stageState.picksSeveral)
  if (!picksSeveral) return null
  return (
    <button type="button" className={classes.several} onClick={() => stageState.picksSeveral.set(false)}>
      Selecting several: tap to add · Done
    </button>
  )
}

/** A new project: a template is offered beside its first screen. */
function isWithoutCaptures(project: Project, canvasSizeId: CanvasSizeId): boolean {
  return Object.values<Screen>(project.screensByCanvasSize[canvasSizeId] ?? {}).every(isEmptyScreen)
}

/** Updates the scale for window, size and zoom, and keeps the point under the pointer. */
function useScale(stageRef: RefObject<HTMLDivElement | null>): void {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const widthPx = useProject((project) => measureScreens(project, canvasSizeId).widthPx)
  const heightPx = useProject((project) => measureScreens(project, canvasSizeId).heightPx)

  useLayoutEffect(() => {
    const stage = stageRef.current
    if (stage === null) return
    const { stageState, ui } = editor
    const apply = () => {
      const stageSize = { widthPx: stage.clientWidth, heightPx: stage.clientHeight }
      const scale = planScale(stageSize, { widthPx, heightPx }, ui.get().zoom)
      stage.style.setProperty('--scale', String(scale))
      stageState.scale.set(scale)
    }
    stageState.zoomBy = (factor, around) => {
      const before = stageState.scale.get()
      editor.setZoom(ui.get().zoom * factor)
      keepAnchor(stage, { factor: stageState.scale.get() / before, around })
    }
    stageState.reveal = (screenId) => reveal(editor, screenId)
    stageState.fit = () => {
      editor.setZoom(1)
      const { screenId } = ui.get()
      const artboard = screenId === undefined ? undefined : stageState.screens.get(screenId)?.artboard
      artboard?.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      stage.scrollTop = 0
    }
    stageState.fitAll = () => {
      const widthsPx = [...stageState.screens.values()].map(({ artboard }) => artboard.clientWidth)
      const { gapPx, zoom } = ui.get()
      const fitted = planFitAll({
        ...{ widthsPx, gapPx, zoom },
        spacePx: stage.clientWidth - 2 * stagePadding.side,
      })
      if (fitted !== undefined) editor.setZoom(fitted)
      stage.scrollTo(0, 0)
    }
    apply()
    const watcher = new ResizeObserver(apply)
    watcher.observe(stage)
    const unsubscribe = ui.subscribe(apply)
    return () => {
      watcher.disconnect()
      unsubscribe()
    }
  }, [editor, stageRef, widthPx, heightPx])
}

function keepAnchor(
  stage: HTMLElement,
  { factor, around }: { factor: number; around: { clientX: number; clientY: number } | undefined },
): void {
  const rect = stage.getBoundingClientRect()
  const x = around === undefined ? rect.width / 2 : around.clientX - rect.left
  const y = around === undefined ? rect.height / 2 : around.clientY - rect.top
  stage.scrollLeft = planZoomScroll(stage.scrollLeft, x - stagePadding.side, factor)
  stage.scrollTop = planZoomScroll(stage.scrollTop, y - stagePadding.top, factor)
}

function reveal({ stageState }: EditorController, screenId: Parameters<typeof stageState.reveal>[0]): void {
  const artboard = stageState.screens.get(screenId)?.artboard
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  artboard?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: calm ? 'auto' : 'smooth' })
}

/** Margin around the row of screens, in CSS pixels; the bottom contains the screens' names. */
const stagePadding = { top: 40, side: 40, bottom: 76 } as const
const minScale = 0.01

/**
 * CSS pixels per store pixel. Zoom 1 fits the tallest screen into the stage; the width of a screen is a whole number,
 * so that its picture is not resampled.
 */
function planScale(stage: SizePx, largest: SizePx, zoom: number): number {
  const space = {
    width: stage.widthPx - 2 * stagePadding.side,
    height: stage.heightPx - stagePadding.top - stagePadding.bottom,
  }
  const fit = Math.max(minScale, Math.min(space.width / largest.widthPx, space.height / largest.heightPx))
  return Math.max(1, Math.round(fit * zoom * largest.widthPx)) / largest.widthPx
}

/** The scroll position that keeps the point under the pointer (from the padding's edge) while the content grows. */
function planZoomScroll(scroll: number, pointer: number, factor: number): number {
  return Math.max(0, (scroll + pointer) * factor - pointer)
}

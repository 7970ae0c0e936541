import { IconPlus } from '@tabler/icons-react'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { addScreenAfter } from '../actions/screen-actions.ts'
import { attachGestures } from '../interaction/attach-gestures.ts'
import { measureScreens } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { countStageRender } from '../state/render-count.ts'
import { useEditor, useProject, useScreenIds, useUi } from '../state/use-editor.ts'
import { EmptyStage } from './empty-stage.tsx'
import { planScale, planZoomScroll, stagePadding } from './plan-scale.ts'
import { ScreenView } from './screen-view.tsx'
import classes from './stage.module.css'

/** All screens of the current size in a row, as the store shows them. */
export function Stage({ onPick }: { onPick: () => void }) {
  countStageRender()
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const gapPx = useUi((ui) => ui.gapPx)
  const screenIds = useScreenIds(canvasSizeId)
  const stageRef = useRef<HTMLDivElement>(null)
  useScale(stageRef)
  useLayoutEffect(() => {
    const stage = stageRef.current
    return stage === null ? undefined : attachGestures(stage, editor)
  }, [editor])

  return (
    <div ref={stageRef} className={classes.stage} data-stage>
      {screenIds.length === 0 ? (
        <EmptyStage onPick={onPick} />
      ) : (
        <div className={classes.row} style={{ gap: gapPx }} data-row>
          {screenIds.map((id, index) => (
            <ScreenView key={id} screenId={id} number={index + 1} />
          ))}
          {!editor.readOnly && (
            <button
              type="button"
              className={classes.ghost}
              aria-label="Add a screen"
              onClick={() => addScreenAfter(editor, screenIds.at(-1))}
            >
              <IconPlus size={24} stroke={1.5} />
              <span>Add screen</span>
            </button>
          )}
        </div>
      )}
      <i className={classes.marquee} data-marquee hidden />
    </div>
  )
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
  stage.scrollLeft = planZoomScroll(stage.scrollLeft, x, factor, stagePadding.side)
  stage.scrollTop = planZoomScroll(stage.scrollTop, y, factor, stagePadding.top)
}

function reveal({ stageState }: EditorController, screenId: Parameters<typeof stageState.reveal>[0]): void {
  const artboard = stageState.screens.get(screenId)?.artboard
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  artboard?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: calm ? 'auto' : 'smooth' })
}

import { type CSSProperties, memo, type RefObject, useLayoutEffect, useMemo, useRef } from 'react'
import { findArtSafeArea } from '#app/document/catalogue/art-safe-areas.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { resolveScreen, toPassingId } from '#app/document/resolve/resolve-screen.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { ElementBox } from '../overlay/element-box.tsx'
import { MemberFrames, SelectionFrame } from '../overlay/selection-frame.tsx'
import { TextField } from '../overlay/text-field.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { isHintCovered } from '../state/is-hint-covered.ts'
import { countStageRender } from '../state/render-count.ts'
import { createScreenPainter } from '../state/screen-painter.ts'
import { useEditor, useProject, useScreen, useUi } from '../state/use-editor.ts'
import { createAssets } from './create-assets.ts'
import classes from './stage.module.css'

const backgroundHandles = definePart(
  async () => (await import('../background/background-handles-layer.tsx')).BackgroundHandlesLayer,
)

const ownHandles = {
  lens: definePart(async () => (await import('../overlay/lens-layer.tsx')).LensLayer),
  frame: definePart(async () => (await import('../overlay/own-frame-layer.tsx')).OwnFrameLayer),
}

/** One screen: its picture, the boxes over it, its name below. Renders only when its own screen changes. */
export const ScreenView = memo(function ScreenView({
  screenId,
  number,
}: {
  screenId: ScreenId
  number: number
}) {
  countStageRender()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const current = useUi((ui) => ui.screenId === screenId)
  const screen = useScreen(canvasSizeId, screenId)
  const { selectScreen } = useEditor()
  if (screen === undefined) return null
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const size = { '--canvas-width': widthPx, '--canvas-height': heightPx } as CSSProperties

  return (
    <section
      className={classes.screen}
      style={size}
      aria-label={`Screen ${number}: ${screen.name}`}
      data-current={current}
    >
      {/* Seen below the picture, but Tab goes from a screen's name to what is on it. */}
      <button
        type="button"
        className={classes.screenName}
        aria-current={current}
        data-focus-home={current || undefined}
        onClick={() => selectScreen(screenId)}
      >
        <span className={classes.screenNumber}>{number}</span>
        <span className={classes.screenTitle} translate="no">
          {screen.name}
        </span>
      </button>
      <Artboard screen={screen} current={current} isFirst={number === 1} />
    </section>
  )
})

function Artboard({ screen, current, isFirst }: { screen: Screen; current: boolean; isFirst: boolean }) {
  countStageRender()
  const editingId = useUi((ui) => (ui.screenId === screen.id ? ui.editingId : undefined))
  const { readOnly, languages } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const artboardRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const draggedRef = useRef<HTMLDivElement>(null)
  usePainter(screen, { artboardRef, canvasRef, draggedRef })

  return (
    <div ref={artboardRef} className={classes.artboard} data-artboard={screen.id}>
      <canvas ref={canvasRef} className={classes.picture} data-screen-id={screen.id} />
      <div ref={draggedRef} className={classes.dragLayer} aria-hidden="true" />
      <div className={classes.boxes}>
        {listOrdered(screen.elements).map(({ id, item }) =>
          item.visible ? (
            <ElementBox
              key={id}
              elementId={id}
              element={item}
              screenId={screen.id}
              reachable={current}
              canvasHeight={heightPx / widthPx}
              hidden={editingId === id}
              hasScreenBefore={!isFirst}
              hint={
                !readOnly &&
                item.type === 'frame' &&
                findLocalised(item.mediaByLocale, languages()) === undefined &&
                !isHintCovered(screen, id)
              }
            />
          ) : null,
        )}
      </div>
      <SafeArea canvasSizeId={canvasSizeId} canvasHeight={heightPx / widthPx} />
      {current ? <SelectionFrame screen={screen} readOnly={readOnly} /> : <MemberFrames screen={screen} />}
      {editingId !== undefined && <TextField key={editingId} screen={screen} elementId={editingId} />}
      {current && <BackgroundHandles screen={screen} />}
      {current && editingId === undefined && <OwnHandles screen={screen} />}
      {current && (
        <>
          <i className={classes.guideX} data-guide="x" hidden />
          <i className={classes.guideY} data-guide="y" hidden />
          <div className={classes.measures} data-measures aria-hidden="true" />
        </>
      )}
    </div>
  )
}

function BackgroundHandles({ screen }: { screen: Screen }) {
  const { stageState, readOnly } = useEditor()
  const isShown = useObservable(stageState.backgroundHandles)
  return isShown && !readOnly ? <LazyPart part={backgroundHandles} props={{ screen }} /> : null
}

/** Of the magnifier, or the frame of one's own, that is selected alone. */
function OwnHandles({ screen }: { screen: Screen }) {
  const { readOnly } = useEditor()
  const kind = useUi(({ selectedIds: [id, another] }) => {
    const element = another === undefined && id !== undefined ? screen.elements[id] : undefined
    if (element?.type === 'shape') return element.lens && 'lens'
    return element?.type === 'frame' ? element.device.ownFrame && 'frame' : undefined
  })
  return kind === undefined || readOnly ? null : (
    <LazyPart key={kind} part={ownHandles[kind]} props={{ screen }} />
  )
}

/** What the store shows of a graphic on every device; the rest may be cut off. */
function SafeArea({ canvasSizeId, canvasHeight }: { canvasSizeId: CanvasSizeId; canvasHeight: number }) {
  const area = findArtSafeArea(canvasSizeId)
  if (area === undefined) return null
  const percent = (share: number) => `${share * 100}%`
  return (
    <div
      className={classes.safeArea}
      role="note"
      aria-label="Art-safe area: the store shows this part on every device"
      style={{
        left: percent(area.x),
        top: percent(area.y / canvasHeight),
        width: percent(area.width),
        height: percent(area.height / canvasHeight),
      }}
    >
      <span>Art-safe</span>
    </div>
  )
}

type ArtboardRefs = {
  artboardRef: RefObject<HTMLDivElement | null>
  canvasRef: RefObject<HTMLCanvasElement | null>
  draggedRef: RefObject<HTMLDivElement | null>
}

/**
 * Connects the canvas with the document: drawn again when this screen, its pictures, the language or the zoom change.
 */
function usePainter(screen: Screen, { artboardRef, canvasRef, draggedRef }: ArtboardRefs): void {
  const { stageState, pictures, preview, fonts } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { id } = screen
  const assetsFor = useAssets(canvasSizeId, screen)
  const drawn = useProject((project) => resolveScreen(project, canvasSizeId, id)) ?? screen

  useLayoutEffect(() => {
    const [artboard, canvas, dragged] = [artboardRef.current, canvasRef.current, draggedRef.current]
    if (artboard === null || canvas === null || dragged === null) return
    const painter = createScreenPainter(canvas, stageState.frames)
    const hidePassing = (elementIds: readonly ElementId[], done?: () => void) => {
      const ids = new Set(elementIds.map((elementId) => toPassingId(id, elementId)))
      const others = [...stageState.screens]
        .filter(([other]) => other !== id)
        .map(([, staged]) => staged.painter)
      const drawn = others.filter((other) => other.hidePassing(ids))
      let open = drawn.length
      if (open === 0) done?.()
      for (const other of drawn) {
        other.afterPaint(() => {
          open -= 1
          if (open === 0) done?.()
        })
      }
    }
    stageState.screens.set(id, { artboard, painter, dragged, hidePassing })
    const watcher = new IntersectionObserver(([entry]) => painter.setSeen(entry?.isIntersecting ?? false), {
      rootMargin: '200px',
    })
    watcher.observe(artboard)
    const unsubscribePictures = pictures.subscribe(() => painter.invalidate())
    const unsubscribeFonts = fonts.version.subscribe(() => painter.invalidate())
    const unsubscribePreview = preview.subscribe((draft) =>
      painter.preview(
        draft && resolveScreen(draft, canvasSizeId, id),
        draft && planPanorama(draft, canvasSizeId, id),
      ),
    )
    return () => {
      stageState.screens.delete(id)
      watcher.disconnect()
      unsubscribePictures()
      unsubscribeFonts()
      unsubscribePreview()
      painter.close()
    }
  }, [stageState, pictures, preview, fonts, id, canvasSizeId, artboardRef, canvasRef, draggedRef])

  useLayoutEffect(() => {
    const painter = stageState.screens.get(id)?.painter
    const apply = () => painter?.setAssets(assetsFor(stageState.scale.get()))
    /** Beyond the resolution of the file a zoom only stretches the canvas. */
    const resize = () => {
      const [before, next] = [painter?.getAssets(), assetsFor(stageState.scale.get())]
      if (before?.widthPx !== next.widthPx || before.heightPx !== next.heightPx) painter?.setAssets(next)
    }
    apply()
    // A new zoom stretches the old picture at once; the sharp one follows when the zooming pauses.
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = stageState.scale.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(resize, 80)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [stageState, id, assetsFor])

  useLayoutEffect(() => stageState.screens.get(id)?.painter.show(drawn), [stageState, id, drawn])
  useLayoutEffect(() => fonts.need(listFontNeeds(drawn)), [fonts, drawn])
}

/** Mounted, and so drawn, again when the language or the canvas changes. */
function useAssets(canvasSizeId: CanvasSizeId, screen: Screen): (scale: number) => DrawAssets {
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const background = useProject((project) => planPanorama(project, canvasSizeId, screen.id)?.background)
  const slice = useProject((project) => {
    const { index, count } = planPanorama(project, canvasSizeId, screen.id) ?? {}
    return `${index}/${count}`
  })
  return useMemo(() => {
    const [index = 0, count = 1] = slice.split('/').map(Number)
    const panorama = background && { background, index, count }
    return (scale) => createAssets(editor, { locale, widthPx, heightPx, scale, panorama })
  }, [editor, locale, widthPx, heightPx, background, slice])
}

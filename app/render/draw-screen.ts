import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawBackground, drawPanorama } from './draw-background.ts'
import { drawElement } from './draw-element.ts'

/**
 * The only source of pixels: stage, thumbnails, previews and export. Fills 0,0 to widthPx,heightPx of the context's
 * current space with opaque pixels, and nothing outside. Pure and synchronous: pictures and fonts must be loaded
 * already.
 */
export function drawScreen(context: DrawContext, screen: Screen, assets: DrawAssets): void {
  drawScreenExcept(context, screen, assets, new Set())
}

/** Draws without the elements that are on the drag layer. */
export function drawScreenExcept(
  context: DrawContext,
  screen: Screen,
  assets: DrawAssets,
  hiddenElementIds: ReadonlySet<ElementId>,
): void {
  const steps = drawScreenInSteps(context, screen, assets, hiddenElementIds)
  while (steps.next().done !== true);
}

/**
 * Draws the background and each element at a step of its own (`drawInSlices`). Until the last step the context is clipped,
 * so nothing else may draw on it.
 */
export function* drawScreenInSteps(
  context: DrawContext,
  screen: Screen,
  assets: DrawAssets,
  hiddenElementIds: ReadonlySet<ElementId>,
): Generator<undefined, void> {
  const within = { ...assets, elements: screen.elements }
  context.save()
  context.beginPath()
  context.rect(0, 0, assets.widthPx, assets.heightPx)
  context.clip()
  if (assets.panorama) drawPanorama(context, assets.panorama, assets)
  else drawBackground(context, screen.background, assets)
  for (const { id, item } of listOrdered<ElementId, Screen['elements'][ElementId]>(screen.elements)) {
    if (hiddenElementIds.has(id)) continue
    yield
    drawElement(context, item, within)
  }
  context.restore()
}

import { mainCanvasSizeIds } from '../catalogue/canvas-sizes.ts'
import { pickHeadline } from '../catalogue/headlines.ts'
import type { CanvasSizeId, Locale, MintId, ProjectId, ScreenId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import type { Project } from '../model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '../model/schema-version.ts'
import { createScreen } from './create-screen.ts'

/** A project with one screen with an empty frame. The first capture dropped fills it. */
export function createProject(options: {
  id: ProjectId
  name: string
  locale: Locale
  mint: MintId
  canvasSizeId?: CanvasSizeId
}): Project {
  const { id, name, locale, mint } = options
  const canvasSizeId = options.canvasSizeId ?? (mainCanvasSizeIds[0] as CanvasSizeId)
  const screenId = mint() as ScreenId
  const order = orderBetween(undefined, undefined)
  const screen = createScreen({
    id: screenId,
    order,
    name: 'Screen 1',
    canvasSizeId,
    orientation: 'portrait',
    locale,
    mint,
    headline: pickHeadline(0),
  })
  return {
    id,
    name,
    schemaVersion: PLAIN_SCHEMA_VERSION,
    screensByCanvasSize: { [canvasSizeId]: { [screenId]: screen } },
    sharedBackgrounds: {},
    locales: { [locale]: { order } },
    view: { canvasSizeId, screenId, locale },
  }
}

import { findCanvasSize, getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import { estimateTextHeight, type MeasureHeight } from '../edits/estimate-text-height.ts'
import { listNextFrames } from '../layouts/next-frames.ts'
import type { CanvasSizeId, MintId, ScreenId } from '../model/ids.ts'
import { getLocaleDirection } from '../model/locale-direction.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Background, Project, Screen } from '../model/schema.ts'
import { designScreen, planScreenScale, type ScreenPlan } from './design-screen.ts'
import { isFollowing } from './is-following.ts'
import { listOwnedMedia } from './owned-media.ts'
import { type Colours, paintBackground } from './paint.ts'
import type { TemplateSet } from './template-set.ts'
import { withPanorama } from './with-panorama.ts'

export type ApplyOptions = {
  mint: MintId
  /** A measurer where fonts can be measured; without it, heights are estimated. */
  measureHeight?: MeasureHeight
  /** The set's colours or others of the same names. */
  colours?: Colours
  /** Only these screens are designed; the others stay as they are. */
  only?: { canvasSizeId: CanvasSizeId; screenIds: readonly ScreenId[] }
}

/**
 * Gives every screen of every size the set's design, by its position in the row. Captures, captions, translations,
 * pictures and own shapes stay; backgrounds, styles, places and earlier decorations are replaced. The project remembers
 * the set, so that later screens follow its rhythm. A linked size has its master's design.
 */
export function applyTemplateSet(project: Project, set: TemplateSet, options: ApplyOptions): Project {
  const { only, colours = set.colours } = options
  let designed: Project = project
  for (const canvasSizeId of Object.keys(project.screensByCanvasSize) as CanvasSizeId[]) {
    const size = findCanvasSize(canvasSizeId)
    // A set would put a device and texts on captures that stand alone.
    if (size === undefined || (size.isBare && only === undefined)) continue
    if (only !== undefined && only.canvasSizeId !== canvasSizeId) continue
    if (isFollowing(project, canvasSizeId)) continue
    designed = designSize(designed, set, { ...options, colours, canvasSizeId })
  }
  return { ...designed, templateSet: { id: set.id, ...(colours === set.colours ? {} : { colours }) } }
}

type SizeOptions = ApplyOptions & { colours: Colours; canvasSizeId: CanvasSizeId }

function designSize(project: Project, set: TemplateSet, options: SizeOptions): Project {
  const { canvasSizeId, colours, mint, measureHeight = estimateTextHeight, only } = options
  const screens = project.screensByCanvasSize[canvasSizeId] ?? {}
  const inOrder = listOrdered<ScreenId, Screen>(screens)
  const owned = listOwnedMedia(screens)
  const [source] = listOrdered(project.locales)
  const isFromRight = source !== undefined && getLocaleDirection(source.id) === 'rtl'
  const planOf = (index: number): ScreenPlan => ({
    set,
    colours,
    canvasSizeId,
    index,
    borrowed: listNextFrames(screens, inOrder[index]?.id ?? ('' as ScreenId)),
    owned,
    measureHeight,
    mint,
    isFromRight,
  })
  const scale = Math.min(1, ...inOrder.map(({ item }, index) => planScreenScale(item, planOf(index))))
  const designed: Record<ScreenId, Screen> = { ...screens }
  for (const [index, { id, item }] of inOrder.entries()) {
    if (only !== undefined && !only.screenIds.includes(id)) continue
    designed[id] = designScreen(item, { ...planOf(index), scale })
  }
  const panorama = { canvasSizeId, background: paintPanorama(options, set, inOrder[0]?.item) }
  return {
    ...withPanorama(project, { ...panorama, only: only?.screenIds }),
    screensByCanvasSize: { ...project.screensByCanvasSize, [canvasSizeId]: designed },
  }
}

function paintPanorama(
  { canvasSizeId, colours }: SizeOptions,
  { panorama }: TemplateSet,
  first: Screen | undefined,
): Background | undefined {
  if (panorama === undefined || first === undefined) return undefined
  return paintBackground(panorama, colours, getCanvasHeight(canvasSizeId, first.orientation))
}

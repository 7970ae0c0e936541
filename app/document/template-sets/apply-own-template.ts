import { findCanvasSize } from '../catalogue/canvas-sizes.ts'
import { listNextFrames } from '../layouts/next-frames.ts'
import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project, Screen } from '../model/schema.ts'
import type { ApplyOptions } from './apply-template-set.ts'
import { designLike } from './design-like.ts'
import { isFollowing } from './is-following.ts'
import { pickModelScreen, pickSize } from './own-template.ts'
import { listOwnedMedia } from './owned-media.ts'
import { withPanorama } from './with-panorama.ts'

/**
 * Gives every screen of every size the design of the template's screen in the same place. Captures, captions,
 * translations, pictures and own shapes stay. The project remembers the template by its id.
 */
export function applyOwnTemplate(
  project: Project,
  template: Project,
  { mint, only }: Pick<ApplyOptions, 'mint' | 'only'>,
): Project {
  let designed: Project = project
  for (const canvasSizeId of Object.keys(project.screensByCanvasSize) as CanvasSizeId[]) {
    if (findCanvasSize(canvasSizeId) === undefined) continue
    if (only !== undefined && only.canvasSizeId !== canvasSizeId) continue
    if (isFollowing(project, canvasSizeId)) continue
    const screens = designed.screensByCanvasSize[canvasSizeId] ?? {}
    const inOrder = listOrdered<ScreenId, Screen>(screens)
    const owned = listOwnedMedia(screens)
    const next: Record<ScreenId, Screen> = { ...screens }
    for (const [index, { id, item }] of inOrder.entries()) {
      if (only !== undefined && !only.screenIds.includes(id)) continue
      const model = pickModelScreen(template, { canvasSizeId, orientation: item.orientation, index })
      if (model === undefined) continue
      next[id] = designLike(item, model, { owned, borrowed: listNextFrames(screens, id), mint })
    }
    const from = pickSize(template, canvasSizeId)
    const background = from === undefined ? undefined : template.sharedBackgrounds?.[from]?.background
    designed = {
      ...withPanorama(designed, { canvasSizeId, background, only: only?.screenIds }),
      screensByCanvasSize: { ...designed.screensByCanvasSize, [canvasSizeId]: next },
    }
  }
  return { ...designed, templateSet: { id: template.id } }
}

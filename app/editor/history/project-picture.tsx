import { useMemo } from 'react'
import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { ScreenPicture } from './screen-picture.tsx'
import classes from './versions.module.css'

export type ProjectPictureProps = {
  project: Project
  canvasSizeId: CanvasSizeId
  /** Width of each screen in CSS pixels. */
  heightPx: number
  /** Absent: all of them. */
  only?: readonly ScreenId[]
}

/** A row of screens of any version of the project, drawn by the code of the stage. */
export function ProjectPicture({ project, canvasSizeId, heightPx, only }: ProjectPictureProps) {
  const screens = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const shown = screens
    .map(({ id, item }, index) => ({
      id,
      item: resolveScreen(project, canvasSizeId, id) ?? item,
      number: index + 1,
    }))
    .filter(({ id }) => only?.includes(id) ?? true)
  if (shown.length === 0) return <p className={classes.noScreens}>No screens here in this version.</p>
  return (
    <ol className={classes.row}>
      {shown.map(({ id, item, number }) => (
        <li key={id} aria-label={`${number}: ${item.name}`}>
          <VersionScreen
            project={project}
            canvasSizeId={canvasSizeId}
            screenId={id}
            screen={item}
            heightPx={heightPx}
          />
          <span className={classes.caption} aria-hidden="true">
            {number}
          </span>
        </li>
      ))}
    </ol>
  )
}

type VersionScreenProps = {
  project: Project
  canvasSizeId: CanvasSizeId
  screenId: ScreenId
  screen: Screen
  heightPx: number
}

function VersionScreen({ project, canvasSizeId, screenId, screen, heightPx }: VersionScreenProps) {
  const canvasPx = findCanvasPx(canvasSizeId, screen.orientation)
  const panorama = useMemo(
    () => planPanorama(project, canvasSizeId, screenId),
    [project, canvasSizeId, screenId],
  )
  return (
    <ScreenPicture
      screen={screen}
      sizeId={canvasSizeId}
      panorama={panorama}
      widthPx={Math.round((heightPx * canvasPx.widthPx) / canvasPx.heightPx)}
      className={classes.picture}
    />
  )
}

/** The size that is open, if the version has it, else its first. */
export function pickSize(project: Project, open: CanvasSizeId): CanvasSizeId {
  const ids = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  return ids.includes(open) ? open : (ids[0] ?? open)
}

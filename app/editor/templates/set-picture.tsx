import { useMemo } from 'react'
import type { Screen } from '#app/document/model/schema.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import classes from './templates.module.css'
import type { SetPreview } from './use-set-preview.ts'

const rowPx = 180
const gapPx = 4

/** The first screens of a preview side by side, as wide as the card. */
export function SetPicture({ preview }: { preview: SetPreview }) {
  const { screens } = preview
  const widthPx = Math.floor((rowPx - gapPx * (screens.length - 1)) / Math.max(screens.length, 1))
  return (
    <span className={classes.row} aria-hidden="true">
      {screens.map((screen) => (
        <SetScreen key={screen.id} preview={preview} screen={screen} widthPx={widthPx} />
      ))}
    </span>
  )
}

type SetScreenProps = { preview: SetPreview; screen: Screen; widthPx: number }

function SetScreen({ preview, screen, widthPx }: SetScreenProps) {
  const { project, canvasSizeId } = preview
  const panorama = useMemo(
    () => planPanorama(project, canvasSizeId, screen.id),
    [project, canvasSizeId, screen.id],
  )
  return (
    <ScreenPicture
      screen={screen}
      sizeId={canvasSizeId}
      panorama={panorama}
      widthPx={widthPx}
      className={classes.picture}
    />
  )
}

/** Of the place for the pictures, so that the list does not jump when they come. */
export function planRowHeight(canvasSizeId: SetPreview['canvasSizeId'], orientation: Screen['orientation']) {
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, orientation)
  return (((rowPx - gapPx * 2) / 3) * heightPx) / widthPx
}

import { useMemo } from 'react'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { ScreenPicture } from '../history/screen-picture.tsx'
import type { Measures } from './preview-measures.ts'
import classes from './store-preview.module.css'

export type ShownProject = { project: Project; canvasSizeId: CanvasSizeId; locale: Locale }

/** The pictures of a size as a listing shows them, in a row that the arrow keys scroll. */
export function Shots({ shown, measures }: { shown: ShownProject; measures: Measures }) {
  const { project, canvasSizeId } = shown
  const screens = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const isLying = screens[0]?.item.orientation === 'landscape'
  const most = measures.most?.[isLying ? 'landscape' : 'portrait'] ?? screens.length
  if (screens.length === 0) return <p className={classes.none}>No screens yet, so the listing shows none.</p>
  return (
    <ol
      className={classes.row}
      style={{ gap: measures.gap, paddingInline: measures.margin }}
      aria-label="Screens"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrow keys must reach it
      tabIndex={0}
    >
      {screens.slice(0, most).map(({ id, item }, index) => (
        <li key={id} aria-label={`${index + 1}: ${item.name}`}>
          <Shot
            shown={shown}
            screenId={id}
            widthPx={item.orientation === 'portrait' ? measures.portrait : measures.landscape}
            radius={measures.radius}
          />
        </li>
      ))}
    </ol>
  )
}

type ShotProps = { shown: ShownProject; screenId: ScreenId; widthPx: number; radius: number }

export function Shot({ shown, screenId, widthPx, radius }: ShotProps) {
  const { project, canvasSizeId, locale } = shown
  const screen = useMemo(
    () => resolveScreen(project, canvasSizeId, screenId),
    [project, canvasSizeId, screenId],
  )
  const panorama = useMemo(
    () => planPanorama(project, canvasSizeId, screenId),
    [project, canvasSizeId, screenId],
  )
  if (screen === undefined) return null
  return (
    <span className={classes.shot} style={{ borderRadius: radius }}>
      <ScreenPicture
        screen={screen}
        sizeId={canvasSizeId}
        shownLocale={locale}
        panorama={panorama}
        widthPx={widthPx}
      />
    </span>
  )
}

/** The only screen of a size that takes one picture; nothing where the project has none. */
export function Single({ shown, widthPx, radius }: Omit<ShotProps, 'screenId'>) {
  const [first] = listOrdered<ScreenId, Screen>(shown.project.screensByCanvasSize[shown.canvasSizeId])
  if (first === undefined) return null
  return <Shot shown={shown} screenId={first.id} widthPx={widthPx} radius={radius} />
}

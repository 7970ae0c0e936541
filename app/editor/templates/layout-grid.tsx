import { useMemo } from 'react'
import { applyLayout } from '#app/document/layouts/apply-layout.ts'
import type { Layout } from '#app/document/layouts/layout.ts'
import { layouts } from '#app/document/layouts/layout-table.ts'
import { listNextFrames } from '#app/document/layouts/next-frames.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { chooseLayout } from '../actions/layout-actions.ts'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { measureTallest } from '../state/measure-tallest.ts'
import { useCurrentScreen, useEditor, useProject, useUi } from '../state/use-editor.ts'
import classes from './templates.module.css'

/** Every layout, shown with the user's own screen in it. */
export function LayoutGrid() {
  const screen = useCurrentScreen()
  if (screen === undefined) return <p className={classes.note}>Add a screen first, then choose its layout.</p>
  return (
    <div className={classes.grid} data-arrows>
      {layouts.map((layout) => (
        <LayoutButton key={layout.id} layout={layout} screen={screen} />
      ))}
    </div>
  )
}

function LayoutButton({ layout, screen }: { layout: Layout; screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screens = useProject((project) => project.screensByCanvasSize[canvasSizeId])
  const isFromRight = useProject((project) => getLocaleDirection(getFallbackLocale(project)) === 'rtl')
  const preview = useMemo(
    () =>
      applyLayout(screen, layout, {
        canvasSizeId,
        nextFrames: listNextFrames(screens ?? {}, screen.id),
        mint: () => `preview-${layout.id}`,
        measureHeight: (text) => measureTallest(editor, text),
        isFromRight,
      }),
    [editor, isFromRight, screens, screen, layout, canvasSizeId],
  )
  return (
    <button
      type="button"
      className={classes.layout}
      disabled={editor.readOnly}
      onClick={() => chooseLayout(editor, layout)}
    >
      <ScreenPicture screen={preview} widthPx={screen.orientation === 'portrait' ? 76 : 104} />
      <span>{layout.name}</span>
    </button>
  )
}

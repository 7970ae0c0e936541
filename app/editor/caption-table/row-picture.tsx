import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { type Caption, getCaptionText } from '#app/captions/captions.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor } from '../state/use-editor.ts'
import { describeMark, markCell, setCells } from './caption-cell.ts'
import classes from './caption-table.module.css'
import type { CaptionTable } from './use-caption-table.ts'

type RowPictureProps = {
  table: CaptionTable
  caption: Caption
  locale: Locale
  /** The sizes that its text does not fit in. */
  overflows: readonly string[]
  editorHref: string
}

/** The screen of the selected row in the selected language, with what is being typed. */
export function RowPicture({ table, caption, locale, overflows, editorHref }: RowPictureProps) {
  const editor = useEditor()
  const navigate = useNavigate()
  const { project, source, editing } = table
  const { canvasSizeId, screenId, elementId } = caption
  const shown = useMemo(() => {
    if (editing === undefined) return project
    return setCells(
      project,
      [{ caption: editing.caption, locale: editing.locale, text: editing.draft }],
      source,
    )
  }, [project, editing, source])
  const panorama = useMemo(
    () => planPanorama(project, canvasSizeId, screenId),
    [project, canvasSizeId, screenId],
  )
  const screen = findScreen(shown, { canvasSizeId, screenId })
  if (screen === undefined) return null
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const mark = overflows.length > 0 ? 'overflow' : markCell(caption, locale, source)
  const length = [...(editing?.draft ?? getCaptionText(caption, locale) ?? '')].length

  function open(): void {
    table.commitEditing()
    editor.selectSize(canvasSizeId)
    editor.selectLocale(locale)
    editor.selectElements(screenId, [elementId])
    void navigate(editorHref)
  }

  return (
    <aside className={classes.side} aria-label="The screen of the selected caption">
      <div className={classes.pictureFrame}>
        <ScreenPicture
          screen={screen}
          sizeId={canvasSizeId}
          panorama={panorama}
          shownLocale={locale}
          widthPx={Math.round(Math.min(232, (400 * widthPx) / heightPx))}
          className={classes.picture}
        />
      </div>
      <div className={classes.sideText}>
        <p className={classes.sideTitle} translate="no">
          {caption.screenNumber} {caption.screenName}
        </p>
        <p className={classes.quiet}>
          {caption.elementName}, {nameLocale(locale)}
        </p>
        <p className={classes.quiet}>
          {length} {length === 1 ? 'character' : 'characters'}
          {mark !== undefined && editing === undefined && ` · ${describeMark(mark, caption, overflows)}`}
        </p>
        <Button variant="default" size="xs" onClick={open}>
          Show in the editor
        </Button>
      </div>
    </aside>
  )
}

import { useMemo } from 'react'
import { editScreen } from '#app/document/edits/edit-screen.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { ScreenPicture } from '../history/screen-picture.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useCurrentScreen, useEditor, useUi } from '../state/use-editor.ts'
import { applyTemplate } from '../templates/apply-template.ts'
import { type Template, templates } from '../templates/templates.ts'
import classes from './panels.module.css'

/** Every layout, shown with the user's own screen in it. */
export function TemplateGrid() {
  const screen = useCurrentScreen()
  if (screen === undefined) return <p className={classes.note}>Add a screen first, then choose its layout.</p>
  return (
    <div className={classes.templateGrid}>
      {templates.map((template) => (
        <TemplateButton key={template.id} template={template} screen={screen} />
      ))}
    </div>
  )
}

function TemplateButton({ template, screen }: { template: Template; screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const preview = useMemo(
    () => layOut(editor, { screen, template, canvasSizeId, mint: () => `preview-${template.id}` }),
    [editor, screen, template, canvasSizeId],
  )
  return (
    <button
      type="button"
      className={classes.template}
      disabled={editor.readOnly}
      onClick={() => {
        const ref = { canvasSizeId, screenId: screen.id }
        editor.edit(`Apply layout “${template.name}”`, (project) =>
          editScreen(project, ref, (before) =>
            layOut(editor, {
              screen: before,
              template,
              canvasSizeId,
              mint: () => crypto.randomUUID(),
            }),
          ),
        )
      }}
    >
      <ScreenPicture screen={preview} widthPx={screen.orientation === 'portrait' ? 76 : 104} />
      <span>{template.name}</span>
    </button>
  )
}

type LayOutOptions = {
  screen: Screen
  template: Template
  canvasSizeId: Parameters<typeof applyTemplate>[2]['canvasSizeId']
  mint: () => string
}

function layOut(
  { measureBox }: EditorController,
  { screen, template, canvasSizeId, mint }: LayOutOptions,
): Screen {
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  return applyTemplate(screen, template, {
    canvasSizeId,
    canvasHeight: heightPx / widthPx,
    mint,
    measureHeight: (text) => measureBox(text).height,
  })
}

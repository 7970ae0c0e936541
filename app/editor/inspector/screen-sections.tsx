import { IconDeviceMobile, IconDeviceMobileRotated } from '@tabler/icons-react'
import { findCanvasSize, listOrientations } from '#app/document/catalogue/canvas-sizes.ts'
import { renameScreen, setOrientation } from '#app/document/edits/set-screen.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { NameField } from '#app/ui/name-field.tsx'
import { Choice, Labelled } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { measureTallest } from '../state/measure-tallest.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { Marked } from './marked.tsx'

const layoutGrid = definePart(async () => (await import('../templates/layout-grid.tsx')).LayoutGrid)
const backgroundControls = definePart(
  async () => (await import('../background/background-controls.tsx')).BackgroundControls,
)
const noProps = {}

/** The screen's own sections, shown while nothing is selected. */
export function ScreenSections({ screen }: { screen: Screen }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const ref = { canvasSizeId, screenId: screen.id }
  const taken = listOrientations(canvasSizeId)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)

  return (
    <>
      <Section title="Screen">
        <Marked name="name" fields={['name']}>
          <Labelled label="Name">
            <NameField
              key={screen.id}
              className={controls.textInput}
              name={screen.name}
              onRename={(name) =>
                editor.edit('Rename screen', (project) => renameScreen(project, { ...ref, name }))
              }
            />
          </Labelled>
        </Marked>
        <Marked name="orientation" fields={['orientation']}>
          <Choice
            label="Orientation"
            value={screen.orientation}
            options={[
              {
                value: 'portrait',
                label: 'Portrait',
                icon: <IconDeviceMobile size={17} stroke={1.5} />,
                disabled: !taken.includes('portrait'),
              },
              {
                value: 'landscape',
                label: 'Landscape',
                icon: <IconDeviceMobileRotated size={17} stroke={1.5} />,
                disabled: !taken.includes('landscape'),
              },
            ]}
            onChange={(orientation) =>
              editor.edit('Turn screen', (project) =>
                setOrientation(project, {
                  ...ref,
                  orientation,
                  measureHeight: (text) => measureTallest(editor, text),
                }),
              )
            }
          />
        </Marked>
        <p className={controls.note}>
          {findCanvasSize(canvasSizeId)?.name ?? canvasSizeId}: {widthPx} × {heightPx} px in the exported
          file.
        </p>
      </Section>
      <Section title="Background">
        <Marked name="background" fields={['background']}>
          <LazyPart part={backgroundControls} props={{ screen }} />
        </Marked>
      </Section>
      <Section title="Layout">
        <LazyPart part={layoutGrid} props={noProps} />
      </Section>
    </>
  )
}

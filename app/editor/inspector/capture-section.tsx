import { setCapture } from '#app/document/edits/set-content.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, FrameElement, Screen } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import controls from '../controls/controls.module.css'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { commonOf } from './common-of.ts'
import { Marked } from './marked.tsx'
import { useSelectionField } from './use-selection-field.ts'

type CaptureProps = { screen: Screen; elementId: ElementId | undefined; elements: readonly FrameElement[] }

/** The capture of the only device, and where captures lie in their devices. */
export function CaptureSection({ screen, elementId, elements }: CaptureProps) {
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const [first] = elements
  const { fallbackLocale } = editor.languages()
  const isFilled = elements.every(
    ({ mediaByLocale }) => (mediaByLocale[locale] ?? mediaByLocale[fallbackLocale]) !== undefined,
  )
  if (elementId === undefined && !isFilled) return null
  return (
    <Section title="Capture">
      {elementId !== undefined && first !== undefined && (
        <CaptureFile screen={screen} elementId={elementId} element={first} />
      )}
      {isFilled && <CapturePlace elements={elements} />}
    </Section>
  )
}

type FileProps = { screen: Screen; elementId: ElementId; element: FrameElement }

function CaptureFile({ screen, elementId, element }: FileProps) {
  const editor = useEditor()
  const drop = useCaptureDrop()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const mediaId = element.mediaByLocale[locale] ?? element.mediaByLocale[editor.languages().fallbackLocale]
  const fileName = mediaId === undefined ? undefined : editor.session.media.findName(mediaId)
  const ref = { canvasSizeId, screenId: screen.id, elementId }
  return (
    <>
      <Marked name="capture" fields={['mediaByLocale']}>
        <p className={controls.note}>
          {mediaId === undefined ? (
            'No capture yet. Drop one on the device, or choose a file.'
          ) : (
            <span translate="no">{fileName ?? 'Capture'}</span>
          )}
        </p>
      </Marked>
      <div className={controls.row}>
        <button type="button" className={controls.button} onClick={() => drop.pick({ ...ref })}>
          {mediaId === undefined ? 'Choose…' : 'Replace…'}
        </button>
        <button
          type="button"
          className={controls.button}
          disabled={element.mediaByLocale[locale] === undefined}
          onClick={() =>
            editor.edit(`Remove capture of ${element.name}`, (project) =>
              setCapture(project, { ...ref, locale, mediaId: undefined }),
            )
          }
        >
          Remove
        </button>
      </div>
    </>
  )
}

function CapturePlace({ elements }: { elements: readonly FrameElement[] }) {
  const editor = useEditor()
  const field = useSelectionField()
  const name = nameElements(elements)
  const isMoved = elements.some(({ zoom, pan }) => zoom !== 1 || pan.x !== 0 || pan.y !== 0)
  /** In hundredths. */
  const part = (
    change: string,
    read: (frame: FrameElement) => number,
    apply: (frame: FrameElement, value: number) => FrameElement,
  ) => {
    const own = (item: Element) => (item.type === 'frame' ? Math.round(read(item) * 100) : 0)
    return {
      value: commonOf(elements, own),
      step: 1,
      format: percent,
      ...field(
        `${change} ${name}`,
        (item: Element, value: number) => (item.type === 'frame' ? apply(item, value / 100) : item),
        own,
      ),
    }
  }
  const zoom = part(
    'Zoom capture of',
    (frame) => frame.zoom,
    (frame, value) => ({ ...frame, zoom: value }),
  )
  const pan = (key: 'x' | 'y') =>
    part(
      'Shift capture of',
      (frame) => frame.pan[key],
      (frame, value) => ({ ...frame, pan: { ...frame.pan, [key]: value } }),
    )
  return (
    <>
      <SliderField label="Zoom" min={50} max={300} {...zoom} />
      <SliderField label="Shift sideways" min={-100} max={100} {...pan('x')} />
      <SliderField label="Shift up and down" min={-200} max={200} {...pan('y')} />
      {isMoved && (
        <button
          type="button"
          className={controls.button}
          onClick={() =>
            editSelection(editor, `Reset capture of ${name}`, (item) =>
              item.type === 'frame' ? { ...item, zoom: 1, pan: { ...item.pan, x: 0, y: 0 } } : item,
            )
          }
        >
          Reset
        </button>
      )}
    </>
  )
}

const percent = (value: number) => `${value} %`

import {
  IconAngle,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
} from '@tabler/icons-react'
import { editElements } from '#app/document/edits/edit-screen.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { findSelection } from '../actions/element-actions.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { normaliseDegrees } from '../geometry/box.ts'
import { type AlignEdge, planAlign } from '../geometry/plan-align.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { commonValue } from './common-value.ts'
import { useSelectionField } from './use-selection-field.ts'

const edges: ReadonlyArray<{ edge: AlignEdge; label: string; icon: typeof IconLayoutAlignLeft }> = [
  { edge: 'left', label: 'Align left', icon: IconLayoutAlignLeft },
  { edge: 'centre', label: 'Align centre', icon: IconLayoutAlignCenter },
  { edge: 'right', label: 'Align right', icon: IconLayoutAlignRight },
  { edge: 'top', label: 'Align top', icon: IconLayoutAlignTop },
  { edge: 'middle', label: 'Align middle', icon: IconLayoutAlignMiddle },
  { edge: 'bottom', label: 'Align bottom', icon: IconLayoutAlignBottom },
]

/** Position and size in store pixels, as in the exported file. */
export function PositionSection({ screen, elements }: { screen: Screen; elements: readonly Element[] }) {
  const { measureBox } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const name = nameElements(elements)
  const toLength = (px: number) => roundLength(px / widthPx)
  const common = (read: (element: Element) => number) => commonValue(elements.map(read))
  const toPx = (length: number) => Math.round(length * widthPx * 10) / 10
  const commonPx = (read: (element: Element) => number) => common((element) => toPx(read(element)))
  const onlyText = elements.every((element) => element.type === 'text' && element.fit === undefined)
  const [only] = elements
  const single = elements.length === 1 ? only : undefined

  return (
    <Section title="Position">
      <AlignButtons screen={screen} elements={elements} />
      <div className={controls.row}>
        <NumberField
          label="X, from the left"
          short="X"
          unit="px"
          decimals={1}
          value={commonPx((element) => element.x)}
          {...field(
            `Move ${name}`,
            (element, px: number) => ({ ...element, x: toLength(px) }),
            (element) => toPx(element.x),
          )}
        />
        <NumberField
          label="Y, from the top"
          short="Y"
          unit="px"
          decimals={1}
          value={commonPx((element) => element.y)}
          {...field(
            `Move ${name}`,
            (element, px: number) => ({ ...element, y: toLength(px) }),
            (element) => toPx(element.y),
          )}
        />
      </div>
      {single !== undefined && (
        <div className={controls.row}>
          <NumberField
            label="Width"
            short="W"
            unit="px"
            decimals={1}
            min={10}
            value={commonPx((element) => element.width)}
            {...field(`Resize ${name}`, (element, px: number) => withWidth(element, toLength(px)))}
          />
          <NumberField
            label={onlyText ? 'Height (follows from the words)' : 'Height'}
            short="H"
            unit="px"
            decimals={1}
            min={10}
            disabled={onlyText}
            value={commonPx((element) => measureBox(element).height)}
            {...field(`Resize ${name}`, (element, px: number) => withHeight(element, toLength(px)))}
          />
        </div>
      )}
      <div className={controls.row}>
        <NumberField
          label="Rotation"
          short={<IconAngle size={14} aria-hidden />}
          unit="°"
          decimals={1}
          value={common((element) => element.rotation)}
          {...field(
            `Rotate ${name}`,
            (element, degrees: number) => ({ ...element, rotation: normaliseDegrees(degrees) }),
            (element) => element.rotation,
          )}
        />
        <NumberField
          label="Opacity"
          short="O"
          unit="%"
          min={0}
          max={100}
          value={common((element) => Math.round(element.opacity * 100))}
          {...field(
            `Change opacity of ${name}`,
            (element, percent: number) => ({ ...element, opacity: percent / 100 }),
            (element) => Math.round(element.opacity * 100),
          )}
        />
      </div>
    </Section>
  )
}

function AlignButtons({ screen, elements }: { screen: Screen; elements: readonly Element[] }) {
  const editor = useEditor()
  const align = (edge: AlignEdge) => {
    const ref = findSelection(editor)
    if (ref === undefined) return
    const { widthPx, heightPx } = findCanvasPx(ref.canvasSizeId, screen.orientation)
    const shifts = planAlign(elements.map(editor.measureBox), edge, heightPx / widthPx)
    editor.edit(`Align ${nameElements(elements)}`, (project) =>
      editElements(project, ref, (element, id) => {
        const shift = shifts[ref.elementIds.indexOf(id)]
        return shift === undefined || element.locked
          ? element
          : { ...element, x: roundLength(element.x + shift.x), y: roundLength(element.y + shift.y) }
      }),
    )
  }
  return (
    <fieldset className={controls.alignRow} aria-label="Align">
      {edges.map(({ edge, label, icon: Icon }) => (
        <IconButton
          key={edge}
          label={elements.length > 1 ? label : `${label} on the screen`}
          onClick={() => align(edge)}
        >
          <Icon size={17} stroke={1.5} />
        </IconButton>
      ))}
    </fieldset>
  )
}

/** Frames keep the shape of their device; the height of a text follows from its content. */
function withWidth(element: Element, width: number): Element {
  if (element.type !== 'frame') return { ...element, width }
  return { ...element, width, height: roundLength((element.height * width) / element.width) }
}

function withHeight(element: Element, height: number): Element {
  if (element.type !== 'frame') return { ...element, height }
  return { ...element, height, width: roundLength((element.width * height) / element.height) }
}

import {
  IconAngle,
  IconFlipHorizontal,
  IconFlipVertical,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { alignSelection, distributeSelection } from '../actions/arrange-actions.ts'
import { editSelection } from '../actions/element-actions.ts'
import { transformElement } from '../actions/transform-element.ts'
import { Toggle } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { boundsOfAll, normaliseDegrees } from '../geometry/box.ts'
import type { AlignEdge } from '../geometry/plan-align.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { allHave, commonOf } from './common-of.ts'
import { Marked } from './marked.tsx'
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
  const editor = useEditor()
  const { measureBox } = editor
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const name = nameElements(elements)
  const toLength = (px: number) => roundLength(px / widthPx)
  const common = (read: (element: Element) => number) => commonOf(elements, read)
  const toPx = (length: number) => Math.round(length * widthPx * 10) / 10
  const commonPx = (read: (element: Element) => number) => common((element) => toPx(read(element)))
  const onlyText = elements.every((element) => element.type === 'text' && element.fit === undefined)
  const [only] = elements
  const single = elements.length === 1 ? only : undefined

  return (
    <Section title="Position">
      <AlignButtons elements={elements} />
      <div className={controls.row}>
        <Marked name="place from the left" fields={['x']}>
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
        </Marked>
        <Marked name="place from the top" fields={['y']}>
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
        </Marked>
      </div>
      {single === undefined && <SelectionSize elements={elements} widthPx={widthPx} />}
      {single !== undefined && (
        <div className={controls.row}>
          <Marked name="width" fields={['width']}>
            <NumberField
              label="Width"
              short="W"
              unit="px"
              decimals={1}
              min={10}
              value={commonPx((element) => element.width)}
              {...field(`Resize ${name}`, (element, px: number) => withWidth(element, toLength(px)))}
            />
          </Marked>
          <Marked name="height" fields={['height']}>
            <NumberField
              label={onlyText ? 'Height (follows from the text)' : 'Height'}
              short="H"
              unit="px"
              decimals={1}
              min={10}
              disabled={onlyText}
              value={commonPx((element) => measureBox(element).height)}
              {...field(`Resize ${name}`, (element, px: number) => withHeight(element, toLength(px)))}
            />
          </Marked>
        </div>
      )}
      <div className={controls.row}>
        <Marked name="rotation" fields={['rotation']}>
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
        </Marked>
        <Marked name="opacity" fields={['opacity']}>
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
        </Marked>
      </div>
      {elements.every(({ type }) => type !== 'text') && <FlipButtons elements={elements} name={name} />}
      <Toggle
        label="Across screens"
        checked={allHave(elements, ({ spans }) => spans === true)}
        onChange={(spans) =>
          editSelection(editor, `Change ${name}`, ({ spans: _before, ...element }) =>
            spans ? { ...element, spans } : (element as Element),
          )
        }
      />
    </Section>
  )
}

/** Width and height of all that is selected on one screen; a change scales it as a whole from its upper left corner. */
function SelectionSize({ elements, widthPx }: { elements: readonly Element[]; widthPx: number }) {
  const { measureBox } = useEditor()
  const field = useSelectionField()
  const isOnOneScreen = useUi(({ alsoSelected }) => alsoSelected.length === 0)
  const bounds = boundsOfAll(elements.map(measureBox))
  if (bounds === undefined || !isOnOneScreen) return null
  const { left, top, right, bottom } = bounds
  const corner = { x: left, y: top }
  const side = (size: number) => ({
    unit: 'px',
    decimals: 1,
    min: 10,
    value: Math.round(size * widthPx * 10) / 10,
    ...field(`Resize ${nameElements(elements)}`, (element: Element, px: number) => {
      const transform = { scale: px / widthPx / size, degrees: 0, from: corner, to: corner }
      return roundBox(transformElement(element, transform, measureBox))
    }),
  })
  return (
    <div className={controls.row}>
      <NumberField label="Width of the selection" short="W" {...side(right - left)} />
      <NumberField label="Height of the selection" short="H" {...side(bottom - top)} />
    </div>
  )
}

const roundBox = (element: Element): Element => ({
  ...element,
  x: roundLength(element.x),
  y: roundLength(element.y),
  width: roundLength(element.width),
  height: roundLength(element.height),
})

function AlignButtons({ elements }: { elements: readonly Element[] }) {
  const editor = useEditor()
  return (
    <fieldset className={controls.alignRow} aria-label="Align" data-arrows>
      {edges.map(({ edge, label, icon: Icon }) => (
        <IconButton
          key={edge}
          label={elements.length > 1 ? label : `${label} on the screen`}
          onClick={() => alignSelection(editor, edge)}
        >
          <Icon size={17} stroke={1.5} />
        </IconButton>
      ))}
      {elements.length > 2 && (
        <>
          <IconButton label="Distribute horizontally" onClick={() => distributeSelection(editor, 'x')}>
            <IconLayoutDistributeVertical size={17} stroke={1.5} />
          </IconButton>
          <IconButton label="Distribute vertically" onClick={() => distributeSelection(editor, 'y')}>
            <IconLayoutDistributeHorizontal size={17} stroke={1.5} />
          </IconButton>
        </>
      )}
    </fieldset>
  )
}

function FlipButtons({ elements, name }: { elements: readonly Element[]; name: string }) {
  const editor = useEditor()
  const flip = (key: 'flipX' | 'flipY') =>
    editSelection(editor, `Flip ${name}`, ({ [key]: isFlipped, ...element }) =>
      isFlipped ? (element as Element) : ({ ...element, [key]: true } as Element),
    )
  const isFlipped = (key: 'flipX' | 'flipY') => elements.every((element) => element[key] === true)
  return (
    <fieldset className={controls.alignRow} aria-label="Flip" data-arrows>
      <IconButton label="Flip left and right" active={isFlipped('flipX')} onClick={() => flip('flipX')}>
        <IconFlipVertical size={17} stroke={1.5} />
      </IconButton>
      <IconButton label="Flip top and bottom" active={isFlipped('flipY')} onClick={() => flip('flipY')}>
        <IconFlipHorizontal size={17} stroke={1.5} />
      </IconButton>
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

import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react'
import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, Screen, TextElement, TextStyle } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { findWeights } from '#app/render/fonts.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { editSelection } from '../actions/element-actions.ts'
import { chooseFont } from '../actions/font-actions.ts'
import { commitText } from '../actions/text-actions.ts'
import { Choice, Labelled, Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { FontField } from '../controls/font-field.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { CaptionField } from './caption-field.tsx'
import { Marked } from './marked.tsx'
import { ShadowFields } from './shadow-fields.tsx'
import { useSelectionField } from './use-selection-field.ts'

const weights = [
  { value: 300, name: 'Light' },
  { value: 400, name: 'Regular' },
  { value: 500, name: 'Medium' },
  { value: 600, name: 'Semibold' },
  { value: 700, name: 'Bold' },
  { value: 800, name: 'Extra bold' },
  { value: 900, name: 'Black' },
]

const lettersSection = definePart(async () => (await import('./letters-section.tsx')).LettersSection)

type TextProps = { screen: Screen; elementId: ElementId; element: TextElement }

export function TextSection({ screen, elementId, element }: TextProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { style, name } = element
  // A font of the user's own tells its weights once it is loaded.
  useObservable(editor.fonts.version)
  const family = findWeights(style.family)
  const style1 = <Value,>(label: string, apply: (style: TextStyle, value: Value) => TextStyle) =>
    field(label, (item: Element, value: Value) =>
      item.type === 'text' ? { ...item, style: apply(item.style, value) } : item,
    )
  const set = (label: string, patch: Partial<TextStyle>) =>
    editSelection(editor, label, (item) =>
      item.type === 'text' ? { ...item, style: { ...item.style, ...patch } } : item,
    )
  const chooseFamily = (next: string) => {
    editor.fonts.need([{ family: next }])
    chooseFont(editor, next, `Change font of ${name}`)
  }

  return (
    <>
      <Section title="Text">
        <Marked name="text" fields={['contentByLocale']}>
          <CaptionField
            key={`${elementId} ${locale}`}
            caption={element.contentByLocale[locale] ?? ''}
            locale={locale}
            placeholder={Object.values(element.contentByLocale)[0] ?? 'Your words'}
            onCommit={(content, before) =>
              commitText(editor, { canvasSizeId, screenId: screen.id, elementId, locale, content, before })
            }
          />
        </Marked>
        <Marked name="font" fields={['style.family']}>
          <FontField value={style.family} onChoose={chooseFamily} />
        </Marked>
        <Marked name="weight" fields={['style.weight']}>
          <Labelled label="Weight">
            <select
              className={controls.select}
              value={style.weight}
              onChange={(event) =>
                set(`Change weight of ${name}`, { weight: Number(event.currentTarget.value) })
              }
            >
              {weights.every(({ value }) => value !== style.weight) && (
                <option value={style.weight}>{style.weight}</option>
              )}
              {weights
                .filter(
                  ({ value }) =>
                    family === undefined || (value >= family.minWeight && value <= family.maxWeight),
                )
                .map((weight) => (
                  <option key={weight.value} value={weight.value}>
                    {weight.name}
                  </option>
                ))}
            </select>
          </Labelled>
        </Marked>
        <Marked name="alignment" fields={['style.align']}>
          <Choice
            label="Alignment"
            value={style.align}
            options={[
              { value: 'left', label: 'Left', icon: <IconAlignLeft size={16} /> },
              { value: 'center', label: 'Centre', icon: <IconAlignCenter size={16} /> },
              { value: 'right', label: 'Right', icon: <IconAlignRight size={16} /> },
            ]}
            onChange={(align) => set(`Align text of ${name}`, { align })}
          />
        </Marked>
        <div className={controls.row}>
          <Marked name="size" fields={['style.size']}>
            <NumberField
              label="Size"
              short="Size"
              unit="px"
              min={4}
              max={2000}
              value={Math.round(style.size * widthPx)}
              {...style1(`Change size of ${name}`, (before, px: number) => ({
                ...before,
                size: roundLength(px / widthPx),
              }))}
            />
          </Marked>
          <Marked name="line height" fields={['style.lineHeight']}>
            <NumberField
              label="Line height"
              short="Line"
              unit="%"
              min={50}
              max={500}
              value={Math.round(style.lineHeight * 100)}
              {...style1(`Change line height of ${name}`, (before, percent: number) => ({
                ...before,
                lineHeight: percent / 100,
              }))}
            />
          </Marked>
        </div>
        <Marked name="letter spacing" fields={['style.letterSpacing']}>
          <NumberField
            label="Letter spacing"
            short="Letter spacing"
            unit="%"
            min={-100}
            max={500}
            decimals={1}
            step={0.5}
            value={Math.round(style.letterSpacing * 1000) / 10}
            {...style1(`Change spacing of ${name}`, (before, percent: number) => ({
              ...before,
              letterSpacing: percent / 100,
            }))}
          />
        </Marked>
        <Marked name="colour" fields={['style.colour']}>
          <ColourField
            label="Colour"
            value={style.colour}
            {...style1(`Colour ${name}`, (before, colour: string) => ({ ...before, colour }))}
          />
        </Marked>
        <Marked name="accent" fields={['style.accentColour']}>
          <ColourField
            label="Accent"
            value={pickAccentColour(style)}
            {...style1(`Colour accent of ${name}`, (before, accentColour: string) => ({
              ...before,
              accentColour,
            }))}
          />
        </Marked>
        <FitFields element={element} widthPx={widthPx} />
        <Toggle
          label="Balance lines"
          checked={style.wrap !== 'greedy'}
          onChange={(on) => set(`Change wrapping of ${name}`, { wrap: on ? 'balanced' : 'greedy' })}
        />
        <Toggle
          label="Hyphenate"
          checked={style.hyphenate === true}
          onChange={(hyphenate) => set(`Change hyphens of ${name}`, { hyphenate })}
        />
      </Section>
      <LazyPart part={lettersSection} props={{ element, widthPx }} />
      <PillSection style={style} name={name} widthPx={widthPx} />
      <ShadowFields
        title="Text shadow"
        name={name}
        shadow={style.shadow}
        widthPx={widthPx}
        usual={{ x: 0, y: 0.004, blur: 0.012, colour: '#00000066' }}
        apply={(item, shadow) => {
          if (item.type !== 'text') return item
          const { shadow: _before, ...rest } = item.style
          return { ...item, style: shadow === undefined ? rest : { ...rest, shadow } }
        }}
      />
    </>
  )
}

/** Text fitted to its box, between two sizes. */
function FitFields({ element, widthPx }: { element: TextElement; widthPx: number }) {
  const editor = useEditor()
  const field = useSelectionField()
  const { fit, name } = element
  const editText = (label: string, edit: (text: TextElement) => TextElement) =>
    editSelection(editor, label, (item) => (item.type === 'text' ? edit(item) : item))
  const toggleFit = (on: boolean) =>
    editText(`${on ? 'Fit' : 'Stop fitting'} ${name}`, ({ fit: _before, fitGroup: _group, ...text }) => {
      const { size } = text.style
      return on ? { ...text, fit: { min: roundLength(size / 2), max: roundLength(size * 1.5) } } : text
    })
  const limit = (key: 'min' | 'max') =>
    field(`Change sizes of ${name}`, (item: Element, px: number) =>
      item.type === 'text' && item.fit !== undefined
        ? { ...item, fit: { ...item.fit, [key]: roundLength(px / widthPx) } }
        : item,
    )
  return (
    <>
      <Toggle label="Fit to the box" checked={fit !== undefined} onChange={toggleFit} />
      {fit !== undefined && (
        <>
          <div className={controls.row}>
            <NumberField
              label="Smallest size"
              short="Min"
              unit="px"
              min={4}
              max={2000}
              value={Math.round(fit.min * widthPx)}
              {...limit('min')}
            />
            <NumberField
              label="Largest size"
              short="Max"
              unit="px"
              min={4}
              max={2000}
              value={Math.round(fit.max * widthPx)}
              {...limit('max')}
            />
          </div>
          <Toggle
            label="One size in all languages"
            checked={element.fitGroup !== undefined}
            onChange={(on) =>
              editText(`Fit languages of ${name}`, ({ fitGroup: _before, ...text }) =>
                on ? { ...text, fitGroup: 'languages' } : text,
              )
            }
          />
        </>
      )}
    </>
  )
}

function PillSection({ style, name, widthPx }: { style: TextStyle; name: string; widthPx: number }) {
  const editor = useEditor()
  const field = useSelectionField()
  const { pill } = style
  type Pill = NonNullable<TextStyle['pill']>
  const pillField = <Value,>(apply: (pill: Pill, value: Value) => Pill) =>
    field(`Change label of ${name}`, (item: Element, value: Value) =>
      item.type === 'text' && item.style.pill !== undefined
        ? { ...item, style: { ...item.style, pill: apply(item.style.pill, value) } }
        : item,
    )
  const toggle = (on: boolean) =>
    editSelection(editor, `${on ? 'Add' : 'Remove'} label behind ${name}`, (item) => {
      if (item.type !== 'text') return item
      const { pill: _before, ...rest } = item.style
      const usual = { colour: '#00000033', paddingX: 0.036, paddingY: 0.016, radius: 0.05 }
      return { ...item, style: on ? { ...rest, pill: usual } : rest }
    })

  return (
    <Section title="Label behind the text" open={pill !== undefined}>
      <Toggle label="Show" checked={pill !== undefined} onChange={toggle} />
      {pill !== undefined && (
        <>
          <ColourField
            label="Colour"
            value={pill.colour}
            {...pillField((before, colour: string) => ({ ...before, colour }))}
          />
          <div className={controls.rowOfThree}>
            <NumberField
              label="Padding left and right"
              short="↔"
              min={0}
              value={Math.round(pill.paddingX * widthPx)}
              {...pillField((before, px: number) => ({ ...before, paddingX: roundLength(px / widthPx) }))}
            />
            <NumberField
              label="Padding above and below"
              short="↕"
              min={0}
              value={Math.round(pill.paddingY * widthPx)}
              {...pillField((before, px: number) => ({ ...before, paddingY: roundLength(px / widthPx) }))}
            />
            <NumberField
              label="Corner radius"
              short="◜"
              min={0}
              value={Math.round(pill.radius * widthPx)}
              {...pillField((before, px: number) => ({ ...before, radius: roundLength(px / widthPx) }))}
            />
          </div>
        </>
      )}
    </Section>
  )
}

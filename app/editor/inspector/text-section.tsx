import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react'
import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen, TextElement, TextStyle } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { findWeights } from '#app/render/fonts.ts'
import { planAlignment, storeAlignment } from '#app/render/plan-alignment.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { editSelection } from '../actions/element-actions.ts'
import { chooseFont } from '../actions/font-actions.ts'
import { commitText } from '../actions/text-actions.ts'
import { Choice, Select, Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { FontField } from '../controls/font-field.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { CaptionField } from './caption-field.tsx'
import { allHave, commonOf } from './common-of.ts'
import { Marked } from './marked.tsx'
import { PillSection } from './pill-section.tsx'
import { ShadowFields } from './shadow-fields.tsx'
import { TextFitFields } from './text-fit-fields.tsx'
import { TextSizeField } from './text-size-field.tsx'
import { useStyleField } from './use-style-field.ts'

const weights = [
  { value: 300, label: 'Light' },
  { value: 400, label: 'Regular' },
  { value: 500, label: 'Medium' },
  { value: 600, label: 'Semibold' },
  { value: 700, label: 'Bold' },
  { value: 800, label: 'Extra bold' },
  { value: 900, label: 'Black' },
]

const lettersSection = definePart(async () => (await import('./letters-section.tsx')).LettersSection)

/** `elementId`: of the only one, whose words are shown as well. */
type TextProps = { screen: Screen; elementId: ElementId | undefined; elements: readonly TextElement[] }

export function TextSection({ screen, elementId, elements }: TextProps) {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const [first] = elements
  const usualShadow = { x: 0, y: 0.004, blur: 0.012, colour: '#00000066' }

  return (
    <>
      <Section title="Text">
        {elementId !== undefined && first !== undefined && (
          <Words screenId={screen.id} elementId={elementId} element={first} />
        )}
        <FontFields elements={elements} />
        <SizeFields elements={elements} widthPx={widthPx} />
        <ColourFields elements={elements} />
        <TextFitFields elements={elements} widthPx={widthPx} />
        <LineToggles elements={elements} />
      </Section>
      <LazyPart part={lettersSection} props={{ elements, widthPx }} />
      <PillSection elements={elements} widthPx={widthPx} />
      <ShadowFields title="Text shadow" elements={elements} widthPx={widthPx} usual={usualShadow} />
    </>
  )
}

type WordsProps = { screenId: Screen['id']; elementId: ElementId; element: TextElement }

function Words({ screenId, elementId, element }: WordsProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  return (
    <Marked name="text" fields={['contentByLocale']}>
      <CaptionField
        key={`${elementId} ${locale}`}
        caption={element.contentByLocale[locale] ?? ''}
        locale={locale}
        placeholder={Object.values(element.contentByLocale)[0] ?? 'Your words'}
        onCommit={(content, before) =>
          commitText(editor, { canvasSizeId, screenId, elementId, locale, content, before })
        }
      />
    </Marked>
  )
}

type TextsProps = { elements: readonly TextElement[] }

/** Sets fields of every selected text's style. */
function useSetStyle() {
  const editor = useEditor()
  return (label: string, patch: Partial<TextStyle>) =>
    editSelection(editor, label, (item) =>
      item.type === 'text' ? { ...item, style: { ...item.style, ...patch } } : item,
    )
}

function FontFields({ elements }: TextsProps) {
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const set = useSetStyle()
  // A font of the user's own tells its weights once it is loaded.
  useObservable(editor.fonts.version)
  const name = nameElements(elements)
  const family = commonOf(elements, ({ style }) => style.family)
  const range = family === undefined ? undefined : findWeights(family)
  const weight = commonOf(elements, ({ style }) => style.weight)
  const isUnnamed = weight !== undefined && weights.every(({ value }) => value !== weight)
  const offered = weights.filter(
    ({ value }) => range === undefined || (value >= range.minWeight && value <= range.maxWeight),
  )
  return (
    <>
      <Marked name="font" fields={['style.family']}>
        <FontField value={family} onChoose={(next) => chooseFont(editor, next, `Change font of ${name}`)} />
      </Marked>
      <Marked name="weight" fields={['style.weight']}>
        <Select
          label="Weight"
          value={weight}
          options={isUnnamed ? [{ value: weight, label: String(weight) }, ...offered] : offered}
          onChange={(value) => set(`Change weight of ${name}`, { weight: value })}
        />
      </Marked>
      <Marked name="alignment" fields={['style.align']}>
        <Choice
          label="Alignment"
          value={commonOf(elements, (text) => planAlignment(text, { ...editor.languages(), locale }))}
          options={[
            { value: 'left', label: 'Left', icon: <IconAlignLeft size={16} /> },
            { value: 'center', label: 'Centre', icon: <IconAlignCenter size={16} /> },
            { value: 'right', label: 'Right', icon: <IconAlignRight size={16} /> },
          ]}
          onChange={(shown) =>
            editSelection(editor, `Align text of ${name}`, (item) => {
              if (item.type !== 'text') return item
              const align = storeAlignment(shown, item, editor.languages())
              return { ...item, style: { ...item.style, align } }
            })
          }
        />
      </Marked>
    </>
  )
}

function SizeFields({ elements, widthPx }: TextsProps & { widthPx: number }) {
  const field = useStyleField(elements)
  return (
    <>
      <div className={controls.row}>
        <TextSizeField elements={elements} widthPx={widthPx} />
        <Marked name="line height" fields={['style.lineHeight']}>
          <NumberField
            label="Line height"
            short="Line"
            unit="%"
            min={50}
            max={500}
            {...field(
              'Change line height of',
              ({ lineHeight }) => Math.round(lineHeight * 100),
              (before, percent) => ({ ...before, lineHeight: percent / 100 }),
            )}
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
          {...field(
            'Change spacing of',
            ({ letterSpacing }) => Math.round(letterSpacing * 1000) / 10,
            (before, percent) => ({ ...before, letterSpacing: percent / 100 }),
          )}
        />
      </Marked>
    </>
  )
}

function ColourFields({ elements }: TextsProps) {
  const field = useStyleField(elements)
  return (
    <>
      <Marked name="colour" fields={['style.colour']}>
        <ColourField
          label="Colour"
          {...field(
            'Colour',
            ({ colour }) => colour,
            (before, colour) => ({ ...before, colour }),
          )}
        />
      </Marked>
      <Marked name="accent" fields={['style.accentColour']}>
        <ColourField
          label="Accent"
          {...field('Colour accent of', pickAccentColour, (before, accentColour) => ({
            ...before,
            accentColour,
          }))}
        />
      </Marked>
    </>
  )
}

function LineToggles({ elements }: TextsProps) {
  const set = useSetStyle()
  const name = nameElements(elements)
  return (
    <>
      <Toggle
        label="Balance lines"
        checked={allHave(elements, ({ style }) => style.wrap !== 'greedy')}
        onChange={(on) => set(`Change wrapping of ${name}`, { wrap: on ? 'balanced' : 'greedy' })}
      />
      <Toggle
        label="Hyphenate"
        checked={allHave(elements, ({ style }) => style.hyphenate === true)}
        onChange={(hyphenate) => set(`Change hyphens of ${name}`, { hyphenate })}
      />
    </>
  )
}

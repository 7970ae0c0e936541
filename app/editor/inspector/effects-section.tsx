import type { Effects } from '#app/document/model/effects-schema.ts'
import type { Element } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { allHave, commonOf } from './common-of.ts'
import { TiltSection } from './tilt-section.tsx'
import { useSelectionField } from './use-selection-field.ts'

/** Effects that are switched on, with the values this gives. */
const usual = {
  glow: { colour: '#ffe14dcc', blur: 0.08 },
  outline: { colour: '#ffffff', width: 0.012 },
  reflection: { gap: 0.008, share: 0.3, opacity: 0.45 },
  contactShadow: { colour: '#00000088', height: 0.022 },
} as const satisfies Effects

type Switched = keyof typeof usual

const labels: Readonly<Record<Switched, string>> = {
  glow: 'Glow',
  outline: 'Outer outline',
  reflection: 'Reflection',
  contactShadow: 'Contact shadow',
}

/** `scale`: the slider's units in one of the document. */
type EffectNumber = { field: string; label: string; most: number; scale: 100 | 1000 }

const numbers: Readonly<Record<Switched, readonly EffectNumber[]>> = {
  glow: [{ field: 'blur', label: 'Width of the glow', most: 250, scale: 1000 }],
  outline: [{ field: 'width', label: 'Width of the outline', most: 60, scale: 1000 }],
  reflection: [
    { field: 'opacity', label: 'Strength of the reflection', most: 100, scale: 100 },
    { field: 'share', label: 'Length of the reflection', most: 100, scale: 100 },
    { field: 'gap', label: 'Gap to the reflection', most: 100, scale: 1000 },
  ],
  contactShadow: [{ field: 'height', label: 'Height of the contact shadow', most: 100, scale: 1000 }],
}

type ElementsProps = { elements: readonly Element[] }

/** What is drawn around elements of any type, their blur, and their tilt where it has no section of its own. */
export function EffectsSection({ elements }: ElementsProps) {
  const isOpen = elements.some(({ effects }) => effects !== undefined)
  return (
    <>
      {elements.some(({ type }) => type !== 'frame') && <TiltSection elements={elements} />}
      <Section title="Effects" open={isOpen}>
        {(Object.keys(usual) as Switched[]).map((effect) => (
          <EffectFields key={effect} elements={elements} effect={effect} />
        ))}
        <EffectSlider
          elements={elements}
          label="Blur"
          most={60}
          scale={1000}
          read={(effects) => effects.blur ?? 0}
          apply={(effects, value) => withEffect(effects, 'blur', value === 0 ? undefined : value)}
        />
      </Section>
    </>
  )
}

/** A switch, and what can be set of the effect where all elements have it. */
function EffectFields({ elements, effect }: ElementsProps & { effect: Switched }) {
  const editor = useEditor()
  const isOn = allHave(elements, ({ effects }) => effects?.[effect] !== undefined)
  const own = (effects: Effects): Record<string, unknown> => effects[effect] ?? usual[effect]
  const toggle = (on: boolean) =>
    editSelection(
      editor,
      `${on ? 'Add' : 'Remove'} ${labels[effect].toLowerCase()} of ${nameElements(elements)}`,
      ({ effects = {}, ...item }) =>
        withEffects(item as Element, withEffect(effects, effect, on ? own(effects) : undefined)),
    )
  return (
    <>
      <Toggle label={labels[effect]} checked={isOn} onChange={toggle} />
      {isOn && effect !== 'reflection' && <EffectColour elements={elements} effect={effect} />}
      {isOn &&
        numbers[effect].map(({ field, label, most, scale }) => (
          <EffectSlider
            key={field}
            elements={elements}
            label={label}
            most={most}
            scale={scale}
            read={(effects) => Number(own(effects)[field])}
            apply={(effects, value) => withEffect(effects, effect, { ...own(effects), [field]: value })}
          />
        ))}
    </>
  )
}

type EffectColourProps = ElementsProps & { effect: Exclude<Switched, 'reflection'> }

function EffectColour({ elements, effect }: EffectColourProps) {
  const field = useSelectionField()
  const name = labels[effect].toLowerCase()
  const own = ({ effects }: Element) => effects?.[effect] ?? usual[effect]
  return (
    <ColourField
      label={`Colour of the ${name}`}
      value={commonOf(elements, (element) => own(element).colour)}
      {...field(`Colour ${name} of ${nameElements(elements)}`, (item: Element, colour: string) =>
        withEffects(item, withEffect(item.effects ?? {}, effect, { ...own(item), colour })),
      )}
    />
  )
}

type EffectSliderProps = ElementsProps & {
  label: string
  most: number
  scale: 100 | 1000
  read: (effects: Effects) => number
  apply: (effects: Effects, value: number) => Effects
}

function EffectSlider({ elements, label, most, scale, read, apply }: EffectSliderProps) {
  const field = useSelectionField()
  const own = ({ effects = {} }: Element) => Math.round(read(effects) * scale)
  return (
    <SliderField
      label={label}
      value={commonOf(elements, own)}
      min={0}
      max={most}
      step={1}
      format={scale === 100 ? percent : tenths}
      {...field(
        `Change effects of ${nameElements(elements)}`,
        (item: Element, value: number) => withEffects(item, apply(item.effects ?? {}, value / scale)),
        own,
      )}
    />
  )
}

/** Without the field where nothing is left of it. */
function withEffects(element: Element, effects: Effects): Element {
  const { effects: _before, ...rest } = element
  return (Object.keys(effects).length === 0 ? rest : { ...rest, effects }) as Element
}

function withEffect(effects: Effects, name: Switched | 'blur', value: unknown): Effects {
  const { [name]: _before, ...rest } = effects
  return (value === undefined ? rest : { ...rest, [name]: value }) as Effects
}

const tenths = (value: number) => `${value / 10} %`
const percent = (value: number) => `${value} %`

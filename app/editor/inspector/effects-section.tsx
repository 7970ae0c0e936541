import type { ReactNode } from 'react'
import type { Effects } from '#app/document/model/effects-schema.ts'
import type { Element } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import { Section } from '../controls/section.tsx'
import { SliderField } from '../controls/slider-field.tsx'
import { useEditor } from '../state/use-editor.ts'
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

/** What is drawn around an element of any kind, its blur, and its tilt where it has no section of its own. */
export function EffectsSection({ element }: { element: Element }) {
  return (
    <>
      {element.type !== 'frame' && <TiltSection element={element} />}
      <Section title="Effects" open={element.effects !== undefined}>
        <Glow element={element} />
        <Outline element={element} />
        <Reflection element={element} />
        <ContactShadow element={element} />
        <EffectSlider
          element={element}
          label="Blur"
          value={(element.effects?.blur ?? 0) * 1000}
          most={60}
          format={tenths}
          apply={(effects, value) => withEffect(effects, 'blur', value === 0 ? undefined : value / 1000)}
        />
      </Section>
    </>
  )
}

function Glow({ element }: { element: Element }) {
  const glow = element.effects?.glow
  return (
    <Switch element={element} effect="glow">
      {glow && (
        <>
          <EffectColour element={element} effect="glow" colour={glow.colour} />
          <EffectSlider
            element={element}
            label="Width of the glow"
            value={glow.blur * 1000}
            most={250}
            format={tenths}
            apply={(effects, value) =>
              withEffect(effects, 'glow', { ...(effects.glow ?? usual.glow), blur: value / 1000 })
            }
          />
        </>
      )}
    </Switch>
  )
}

function Outline({ element }: { element: Element }) {
  const outline = element.effects?.outline
  return (
    <Switch element={element} effect="outline">
      {outline && (
        <>
          <EffectColour element={element} effect="outline" colour={outline.colour} />
          <EffectSlider
            element={element}
            label="Width of the outline"
            value={outline.width * 1000}
            most={60}
            format={tenths}
            apply={(effects, value) =>
              withEffect(effects, 'outline', { ...(effects.outline ?? usual.outline), width: value / 1000 })
            }
          />
        </>
      )}
    </Switch>
  )
}

const reflectionFields = [
  { field: 'opacity', label: 'Strength of the reflection', most: 100, scale: 100 },
  { field: 'share', label: 'Length of the reflection', most: 100, scale: 100 },
  { field: 'gap', label: 'Gap to the reflection', most: 100, scale: 1000 },
] as const

function Reflection({ element }: { element: Element }) {
  const reflection = element.effects?.reflection
  return (
    <Switch element={element} effect="reflection">
      {reflection &&
        reflectionFields.map(({ field, label, most, scale }) => (
          <EffectSlider
            key={field}
            element={element}
            label={label}
            value={reflection[field] * scale}
            most={most}
            format={scale === 100 ? percent : tenths}
            apply={(effects, value) =>
              withEffect(effects, 'reflection', {
                ...(effects.reflection ?? usual.reflection),
                [field]: value / scale,
              })
            }
          />
        ))}
    </Switch>
  )
}

function ContactShadow({ element }: { element: Element }) {
  const shadow = element.effects?.contactShadow
  return (
    <Switch element={element} effect="contactShadow">
      {shadow && (
        <>
          <EffectColour element={element} effect="contactShadow" colour={shadow.colour} />
          <EffectSlider
            element={element}
            label="Height of the contact shadow"
            value={shadow.height * 1000}
            most={100}
            format={tenths}
            apply={(effects, value) =>
              withEffect(effects, 'contactShadow', {
                ...(effects.contactShadow ?? usual.contactShadow),
                height: value / 1000,
              })
            }
          />
        </>
      )}
    </Switch>
  )
}

function Switch({ element, effect, children }: { element: Element; effect: Switched; children: ReactNode }) {
  const editor = useEditor()
  const name = labels[effect].toLowerCase()
  return (
    <>
      <Toggle
        label={labels[effect]}
        checked={element.effects?.[effect] !== undefined}
        onChange={(on) =>
          editSelection(editor, `${on ? 'Add' : 'Remove'} ${name} of ${element.name}`, (item) =>
            withEffects(item, withEffect(item.effects ?? {}, effect, on ? usual[effect] : undefined)),
          )
        }
      />
      {children}
    </>
  )
}

function EffectColour({
  element,
  effect,
  colour,
}: {
  element: Element
  effect: Exclude<Switched, 'reflection'>
  colour: string
}) {
  const field = useSelectionField()
  return (
    <ColourField
      label={`Colour of the ${labels[effect].toLowerCase()}`}
      value={colour}
      {...field(
        `Colour ${labels[effect].toLowerCase()} of ${element.name}`,
        (item: Element, next: string) => {
          const before = item.effects?.[effect] ?? usual[effect]
          return withEffects(
            item,
            withEffect(item.effects ?? {}, effect, { ...before, colour: next } as never),
          )
        },
      )}
    />
  )
}

type EffectSliderProps = {
  element: Element
  label: string
  value: number
  most: number
  format: (value: number) => string
  apply: (effects: Effects, value: number) => Effects
}

function EffectSlider({ element, label, value, most, format, apply }: EffectSliderProps) {
  const field = useSelectionField()
  return (
    <SliderField
      label={label}
      value={Math.round(value)}
      min={0}
      max={most}
      step={1}
      format={format}
      {...field(`Change effects of ${element.name}`, (item: Element, next: number) =>
        withEffects(item, apply(item.effects ?? {}, next)),
      )}
    />
  )
}

function TiltSection({ element }: { element: Exclude<Element, { type: 'frame' }> }) {
  const field = useSelectionField()
  const tilt = element.tilt ?? { x: 0, y: 0 }
  const axis = (key: 'x' | 'y') =>
    field(`Tilt ${element.name}`, (item: Element, degreesOf: number) => {
      const next = { ...(item.tilt ?? { x: 0, y: 0 }), [key]: degreesOf }
      if (item.type === 'frame' || next.x !== 0 || next.y !== 0) return { ...item, tilt: next } as Element
      const { tilt: _flat, ...rest } = item
      return rest as Element
    })
  return (
    <Section title="Tilt" open={element.tilt !== undefined}>
      <SliderField
        label="To the side"
        value={tilt.x}
        min={-45}
        max={45}
        step={1}
        format={degrees}
        {...axis('x')}
      />
      <SliderField
        label="Up and down"
        value={tilt.y}
        min={-45}
        max={45}
        step={1}
        format={degrees}
        {...axis('y')}
      />
    </Section>
  )
}

/** Without the field where nothing is left of it. */
function withEffects(element: Element, effects: Effects): Element {
  const { effects: _before, ...rest } = element
  return (Object.keys(effects).length === 0 ? rest : { ...rest, effects }) as Element
}

function withEffect<Name extends keyof typeof usual | 'blur'>(
  effects: Effects,
  name: Name,
  value: Effects[Name] | undefined,
): Effects {
  const { [name]: _before, ...rest } = effects
  return value === undefined ? rest : { ...rest, [name]: value }
}

const tenths = (value: number) => `${value / 10} %`
const percent = (value: number) => `${value} %`
const degrees = (value: number) => `${value}°`

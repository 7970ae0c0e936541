import type { Element, TextElement, TextStyle } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Labelled, Toggle } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { GradientFields } from '../controls/gradient-fields.tsx'
import { Section } from '../controls/section.tsx'
import { StrokeFields } from '../controls/stroke-fields.tsx'
import { useEditor } from '../state/use-editor.ts'
import { useSelectionField } from './use-selection-field.ts'

type Key = 'italic' | 'caps' | 'list' | 'gradient' | 'stroke'

const lists = [
  { value: '', label: 'None' },
  { value: 'bullets', label: 'Bullets •' },
  { value: 'dashes', label: 'Dashes –' },
  { value: 'checks', label: 'Checks ✓' },
  { value: 'numbers', label: 'Numbers 1.' },
] as const

/** How the letters of a text look beyond font, size and colour. */
export function LettersSection({ element, widthPx }: { element: TextElement; widthPx: number }) {
  const editor = useEditor()
  const field = useSelectionField()
  const { style, name } = element
  const set = (label: string, key: Key, value: TextStyle[Key]) =>
    editSelection(editor, label, (item) => withField(item, key, value))
  const styleField = <K extends Key>(label: string, key: K) =>
    field(label, (item: Element, value: TextStyle[K]) => withField(item, key, value))

  return (
    <Section title="Letters">
      <Toggle
        label="Italic"
        checked={style.italic === true}
        onChange={(on) => set(`Slant ${name}`, 'italic', on || undefined)}
      />
      <Toggle
        label="Capitals"
        checked={style.caps === true}
        onChange={(on) => set(`Change capitals of ${name}`, 'caps', on || undefined)}
      />
      <Labelled label="List">
        <select
          className={controls.select}
          value={style.list ?? ''}
          onChange={(event) => {
            const list = lists.find(({ value }) => value === event.currentTarget.value)?.value
            set(`Change list of ${name}`, 'list', list === '' ? undefined : list)
          }}
        >
          {lists.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
      <GradientFields
        gradient={style.gradient}
        colour={style.colour}
        {...styleField(`Change gradient of ${name}`, 'gradient')}
      />
      <StrokeFields
        stroke={style.stroke}
        usual={{ colour: '#17171a', width: 0.004 }}
        widthPx={widthPx}
        {...styleField(`Change outline of ${name}`, 'stroke')}
      />
    </Section>
  )
}

/** `undefined` takes the field away. */
function withField<K extends Key>(item: Element, key: K, value: TextStyle[K]): Element {
  if (item.type !== 'text') return item
  const { [key]: _before, ...rest } = item.style
  const style = value === undefined ? rest : { ...rest, [key]: value }
  return { ...item, style: style as TextStyle }
}

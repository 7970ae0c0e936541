import type { Element, TextElement, TextStyle } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Select, Toggle } from '../controls/choice.tsx'
import { Section } from '../controls/section.tsx'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { allHave, commonOf } from './common-of.ts'
import { GradientFields } from './gradient-fields.tsx'
import { StrokeFields } from './stroke-fields.tsx'

type Key = 'italic' | 'caps' | 'list' | 'gradient' | 'stroke'

const lists = [
  { value: '', label: 'None' },
  { value: 'bullets', label: 'Bullets •' },
  { value: 'dashes', label: 'Dashes –' },
  { value: 'checks', label: 'Checks ✓' },
  { value: 'numbers', label: 'Numbers 1.' },
] as const

/** How the letters of texts look beyond font, size and colour. */
export function LettersSection({ elements, widthPx }: { elements: readonly TextElement[]; widthPx: number }) {
  const editor = useEditor()
  const name = nameElements(elements)
  const set = (label: string, key: Key, value: TextStyle[Key]) =>
    editSelection(editor, label, (item) => withField(item, key, value))

  return (
    <Section title="Letters">
      <Toggle
        label="Italic"
        checked={allHave(elements, ({ style }) => style.italic === true)}
        onChange={(on) => set(`Slant ${name}`, 'italic', on || undefined)}
      />
      <Toggle
        label="Capitals"
        checked={allHave(elements, ({ style }) => style.caps === true)}
        onChange={(on) => set(`Change capitals of ${name}`, 'caps', on || undefined)}
      />
      <Select<(typeof lists)[number]['value']>
        label="List"
        value={commonOf(elements, ({ style }) => style.list ?? '')}
        options={lists}
        onChange={(list) => set(`Change list of ${name}`, 'list', list === '' ? undefined : list)}
      />
      <GradientFields
        elements={elements}
        label={`Change gradient of ${name}`}
        read={(item) => (item.type === 'text' ? item.style.gradient : undefined)}
        apply={(item, gradient) => withField(item, 'gradient', gradient)}
        colourOf={(item) => (item.type === 'text' ? item.style.colour : '#000000')}
      />
      <StrokeFields
        elements={elements}
        label={`Change outline of ${name}`}
        usual={{ colour: '#17171a', width: 0.004 }}
        widthPx={widthPx}
        read={(item) => (item.type === 'text' ? item.style.stroke : undefined)}
        apply={(item, stroke) => withField(item, 'stroke', stroke)}
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

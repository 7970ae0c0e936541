import { useState } from 'react'
import { Choice } from '../controls/choice.tsx'
import { LayoutGrid } from './layout-grid.tsx'
import { TemplateSets } from './template-sets.tsx'
import classes from './templates.module.css'

type Part = 'sets' | 'layout'

const parts = [
  { value: 'sets', label: 'Template sets' },
  { value: 'layout', label: 'Layout' },
] as const

/** Designs for the whole project, and layouts for the current screen. */
export function TemplatesPanel() {
  const [part, setPart] = useState<Part>('sets')
  return (
    <div className={classes.panel}>
      <Choice<Part> label="What is designed" value={part} options={parts} onChange={setPart} />
      {part === 'sets' ? <TemplateSets /> : <LayoutGrid />}
    </div>
  )
}

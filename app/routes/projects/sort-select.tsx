import { IconChevronDown } from '@tabler/icons-react'
import { parseSortOrder, type SortOrder } from './project-list.ts'
import classes from './sort-select.module.css'

/** The browser's own select: the system's picker on phones, arrow keys everywhere. */
export function SortSelect({ value, onChange }: { value: SortOrder; onChange: (order: SortOrder) => void }) {
  return (
    <span className={classes.wrap}>
      <select
        className={classes.select}
        aria-label="Sort projects by"
        value={value}
        onChange={(event) => onChange(parseSortOrder(event.currentTarget.value))}
      >
        <option value="edited">Last edited</option>
        <option value="name">Name</option>
      </select>
      <IconChevronDown size={14} stroke={2} className={classes.chevron} />
    </span>
  )
}

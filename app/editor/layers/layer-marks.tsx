import {
  IconAlertTriangle,
  IconArrowsHorizontal,
  IconCrop,
  IconTextSize,
  IconZoomExclamation,
} from '@tabler/icons-react'
import { type LayerMark, markWords } from './find-marks.ts'
import classes from './layers.module.css'

const icons = {
  across: IconArrowsHorizontal,
  overflows: IconTextSize,
  lost: IconZoomExclamation,
  outside: IconAlertTriangle,
  cut: IconCrop,
} as const

/** Signs in a layer's row. The row's own name says them in words: it stands for all that is in it. */
export function LayerMarks({ marks }: { marks: readonly LayerMark[] }) {
  return marks.map((mark) => {
    const words = markWords[mark]
    const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    // A dot on what a linked size changes, a ring on what it alone has.
    if (mark === 'changed' || mark === 'own')
      return (
        <span
          key={mark}
          className={classes.linkMark}
          data-own={mark === 'own' || undefined}
          title={title}
          aria-hidden
        />
      )
    const Icon = icons[mark]
    return (
      <span
        key={mark}
        className={mark === 'across' || mark === 'cut' ? classes.across : classes.outside}
        title={title}
        aria-hidden
      >
        <Icon size={14} stroke={1.75} />
      </span>
    )
  })
}

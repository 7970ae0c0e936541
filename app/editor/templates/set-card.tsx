import type { ReactNode } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { useNear } from '#app/ui/use-near.ts'
import { useCurrentScreen, useEditor, useUi } from '../state/use-editor.ts'
import { planRowHeight, SetPicture } from './set-picture.tsx'
import classes from './templates.module.css'
import { useSetPreview } from './use-set-preview.ts'

type SetCardProps = {
  name: string
  about: string
  isCurrent: boolean
  /** Its place in the list: previews are computed one after another. */
  index: number
  design: (project: Project) => Project
  onChoose: () => void
  /** Beside the name: the menu of a template of one's own. */
  menu?: ReactNode
}

/** One template, shown with the user's own captures and captions. */
export function SetCard(props: SetCardProps) {
  const { name, about, isCurrent, onChoose, menu } = props
  const { readOnly } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const orientation = useCurrentScreen()?.orientation ?? 'portrait'
  const { ref, isNear } = useNear<HTMLLIElement>()
  return (
    <li ref={ref} className={classes.card} data-current={isCurrent || undefined}>
      <button
        type="button"
        className={classes.choose}
        aria-pressed={isCurrent}
        aria-label={`${name}: ${about}`}
        disabled={readOnly}
        onClick={onChoose}
      >
        <span className={classes.place} style={{ minHeight: planRowHeight(canvasSizeId, orientation) }}>
          {isNear && <NearPicture {...props} />}
        </span>
        <span className={classes.words}>
          <span className={classes.name}>{name}</span>
          <span className={classes.about}>{about}</span>
        </span>
      </button>
      {menu}
    </li>
  )
}

const firstMs = 30
const eachMs = 40

function NearPicture({ design, index }: Pick<SetCardProps, 'design' | 'index'>) {
  const preview = useSetPreview(design, firstMs + (index % 8) * eachMs)
  return preview === undefined ? null : <SetPicture preview={preview} />
}

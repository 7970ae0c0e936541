import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { EditorComment } from '../ports/reviews.ts'
import { useEditor, useScreenIds, useUi } from '../state/use-editor.ts'
import classes from './share.module.css'

/** Over the screens on the stage, in the size and language that it shows. */
export function CommentPins({
  comments,
  onPick,
}: {
  comments: readonly EditorComment[]
  onPick: (id: string) => void
}) {
  const { stageState } = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const locale = useUi((ui) => ui.locale)
  const screenIds = useScreenIds(canvasSizeId)
  const [staged, setStaged] = useState<ReadonlyMap<string, HTMLElement>>(new Map())
  // The screens of another size are on the stage when its layout effects are over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they change what is on the stage
  useEffect(() => {
    setStaged(new Map([...stageState.screens].map(([id, { artboard }]) => [id, artboard])))
  }, [stageState, canvasSizeId, locale, screenIds])

  return comments.map((comment) => {
    const { id, number, name, x, y, screenId } = comment
    const artboard = screenId === undefined ? undefined : staged.get(screenId)
    const isHere = comment.canvasSizeId === canvasSizeId && comment.locale === locale
    if (!isHere || artboard === undefined || x === undefined || y === undefined) return null
    return createPortal(
      <button
        ref={keepPress}
        type="button"
        className={classes.pin}
        style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
        aria-label={`Comment ${number} by ${name}`}
        data-resolved={comment.resolvedAt !== undefined}
        data-own-keys
        onClick={() => onPick(id)}
      >
        {number}
      </button>,
      artboard,
      id,
    )
  })
}

/** The stage listens in the DOM, and would take the press as one on an element below. */
function keepPress(pin: HTMLButtonElement | null) {
  const stop = (event: Event) => event.stopPropagation()
  pin?.addEventListener('pointerdown', stop)
  return () => pin?.removeEventListener('pointerdown', stop)
}

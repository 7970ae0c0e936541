import { IconLink, IconUnlink } from '@tabler/icons-react'
import { useState } from 'react'
import { findMasterOf, findMasterSize } from '#app/document/linked/find-master-size.ts'
import { planLink } from '#app/document/linked/link-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { linkTo, unlink } from '../actions/link-actions.ts'
import { nameSize } from '../actions/name-size.ts'
import { IconButton } from '../controls/icon-button.tsx'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

/** “Master”, or the size that this one follows. */
export function SizeRole({ id }: { id: CanvasSizeId }) {
  const { session } = useEditor()
  const role = useProject(() => describeRole(session.getDocument(), id))
  return role === undefined ? null : <span className={classes.sizeRole}>{role}</span>
}

function describeRole(document: Parameters<typeof findMasterSize>[0], id: CanvasSizeId): string | undefined {
  const master = findMasterOf(document, id)
  if (master !== undefined) return `Follows ${nameSize(master)}`
  return findMasterSize(document) === id ? 'Master: other sizes follow it' : undefined
}

/** Links a size to the master, after saying what that keeps and what goes, or ends its link. */
export function SizeLinkButton({ id }: { id: CanvasSizeId }) {
  const editor = useEditor()
  const [isAsking, setIsAsking] = useState(false)
  const master = useProject(() => findLinkTarget(editor, id))
  const isLinked = useProject(() => findMasterOf(editor.session.getDocument(), id) !== undefined)
  if (isLinked) {
    return (
      <IconButton label={`Unlink ${nameSize(id)}`} onClick={() => unlink(editor, id)}>
        <IconUnlink size={15} stroke={1.5} />
      </IconButton>
    )
  }
  if (master === undefined) return null
  return (
    <>
      <IconButton
        label={`Link ${nameSize(id)} to ${nameSize(master)}`}
        aria-expanded={isAsking}
        onClick={() => setIsAsking(!isAsking)}
      >
        <IconLink size={15} stroke={1.5} />
      </IconButton>
      {isAsking && <LinkQuestion id={id} master={master} onClose={() => setIsAsking(false)} />}
    </>
  )
}

/** The master of the project, else the size shown. A master cannot follow another size. */
function findLinkTarget({ session, ui }: EditorController, id: CanvasSizeId): CanvasSizeId | undefined {
  const master = findMasterSize(session.getDocument()) ?? ui.get().canvasSizeId
  const { screensByCanvasSize: sizes } = session.getProject()
  const isFilled = Object.keys(sizes[master] ?? {}).length > 0
  return master === id || !isFilled ? undefined : master
}

type LinkQuestionProps = { id: CanvasSizeId; master: CanvasSizeId; onClose: () => void }

function LinkQuestion({ id, master, onClose }: LinkQuestionProps) {
  const editor = useEditor()
  const plan = planLink(editor.session.getDocument(), { canvasSizeId: id, master })
  return (
    <fieldset className={classes.linkQuestion} aria-label={`Link ${nameSize(id)}`}>
      <p>
        The screens take their layout, styles and backgrounds from {nameSize(master)}. Kept:{' '}
        {describeKept(plan)}.
        {plan.lostElements > 0 && ` ${count(plan.lostElements, 'other element')} removed.`} You can undo it.
      </p>
      <button
        type="button"
        className={classes.linkConfirm}
        onClick={() => {
          linkTo(editor, { canvasSizeId: id, master })
          onClose()
        }}
      >
        Link
      </button>
      <button type="button" className={classes.linkConfirm} onClick={onClose}>
        Cancel
      </button>
    </fieldset>
  )
}

type Kept = { texts: number; captures: number; ownScreens: number }

function describeKept({ texts, captures, ownScreens }: Kept): string {
  const parts = [
    captures > 0 ? count(captures, 'own capture') : '',
    texts > 0 ? count(texts, 'other text') : '',
    ownScreens > 0 ? count(ownScreens, 'own screen') : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'nothing differs' : parts.join(', ')
}

const count = (number: number, name: string) => `${number} ${name}${number === 1 ? '' : 's'}`

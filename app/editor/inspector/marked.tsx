import type { ReactNode } from 'react'
import { isOverridden } from '#app/document/linked/reset-overrides.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { nameSize } from '../actions/name-size.ts'
import { resetToMaster } from '../actions/reset-to-master.ts'
import { useCurrentScreen, useEditor, useUi } from '../state/use-editor.ts'
import classes from './inspector.module.css'

type MarkedProps = {
  /** In the button's name: “Reset size to iPhone 6.9"”. */
  name: string
  /** Fields that the control edits: of the selected elements, or of the screen where none is selected. */
  fields: readonly string[]
  children: ReactNode
}

/** A field of the inspector with a dot where a linked size overrides it; the dot resets it. */
export function Marked({ name, fields, children }: MarkedProps) {
  const editor = useEditor()
  const screen = useCurrentScreen()
  const selectedIds = useUi((ui) => ui.selectedIds)
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const link = readLink(screen)
  if (screen === undefined || link === undefined) return children
  const elementIds = selectedIds.length === 0 ? [undefined] : selectedIds
  const overridden = elementIds.filter((id) => isOverridden(link.overrides, id, fields))
  const label = `Reset ${name} to ${nameSize(link.linkedTo.canvasSizeId)}`
  return (
    <div className={classes.marked}>
      {children}
      {overridden.length > 0 && !editor.readOnly && (
        <button
          type="button"
          className={classes.mark}
          aria-label={label}
          data-tooltip={label}
          onClick={() =>
            resetToMaster(
              editor,
              `Reset ${name}`,
              overridden.map((elementId) => ({ canvasSizeId, screenId: screen.id, elementId, fields })),
            )
          }
        />
      )}
    </div>
  )
}

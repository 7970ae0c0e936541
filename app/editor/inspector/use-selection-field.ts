import type { Element } from '#app/document/model/schema.ts'
import { editSelection, previewSelection } from '../actions/element-actions.ts'
import { useWorkbench } from '../state/use-editor.ts'

export type SelectionField<Value> = {
  onPreview: (value: Value) => void
  onCommit: (value: Value) => void
  onCancel: () => void
}

/** Connects a field with the selected elements: shown while it is dragged, one change when it is let go. */
export function useSelectionField(): <Value>(
  label: string,
  apply: (element: Element, value: Value) => Element,
) => SelectionField<Value> {
  const workbench = useWorkbench()
  return (label, apply) => ({
    onPreview: (value) => previewSelection(workbench, (element) => apply(element, value)),
    onCommit: (value) => {
      editSelection(workbench, label, (element) => apply(element, value))
      workbench.preview.clear()
    },
    onCancel: () => workbench.preview.clear(),
  })
}

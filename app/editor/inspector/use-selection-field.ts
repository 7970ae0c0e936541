import type { Element } from '#app/document/model/schema.ts'
import { editSelection, previewSelection } from '../actions/element-actions.ts'
import { useEditor } from '../state/use-editor.ts'

type Take<Value> = { onPreview: (value: Value) => void; onCommit: (value: Value) => void }

export type SelectionField<Value> = Take<Value> & {
  onCancel: () => void
  /** Adds a step to each element's own value; for values that may differ. */
  each?: Take<(from: Value) => Value> | undefined
}

/**
 * Connects a field with the selected elements: a preview while it is dragged, one change on release. With `read`, a
 * step of a field whose elements differ is added to each element's own value.
 */
export function useSelectionField(): <Value>(
  label: string,
  apply: (element: Element, value: Value) => Element,
  read?: (element: Element) => Value,
) => SelectionField<Value> {
  const editor = useEditor()
  return (label, apply, read) => {
    const preview = (edit: (element: Element) => Element) => previewSelection(editor, edit)
    const commit = (edit: (element: Element) => Element) => {
      editSelection(editor, label, edit)
      editor.preview.clear()
    }
    return {
      onPreview: (value) => preview((element) => apply(element, value)),
      onCommit: (value) => commit((element) => apply(element, value)),
      onCancel: () => editor.preview.clear(),
      ...(read === undefined
        ? {}
        : {
            each: {
              onPreview: (step) => preview((element) => apply(element, step(read(element)))),
              onCommit: (step) => commit((element) => apply(element, step(read(element)))),
            },
          }),
    }
  }
}

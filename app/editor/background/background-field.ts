import type { Background } from '#app/document/model/schema.ts'
import type { BackgroundTarget } from './background-target.ts'

/** Connects a field of the controls with a part of the background: shown while it is dragged, one change at the end. */
export function backgroundField<Value>(
  target: BackgroundTarget,
  apply: (value: Value) => Background,
  label?: string,
) {
  return {
    onPreview: (value: Value) => target.preview(apply(value)),
    onCommit: (value: Value) => target.commit(apply(value), label),
    onCancel: target.cancel,
  }
}

export const degrees = (value: number) => `${Math.round(value)}°`
export const percent = (value: number) => `${Math.round(value)} %`

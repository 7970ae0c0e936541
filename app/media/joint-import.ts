export type ImportProgress = { done: number; total: number }

export interface ImportPart<Outcome> {
  readonly signal: AbortSignal
  progress(done: number): void
  end(outcome: Outcome): void
}

export interface JointImport<Outcome> {
  /** `total` in files. */
  begin(total: number): ImportPart<Outcome>
  /** Cancels every import that runs. */
  cancel(): void
}

type Events<Outcome> = {
  /** `undefined`: nothing runs. */
  onProgress: (progress: ImportProgress | undefined) => void
  /** The outcomes in the order in which the imports began. */
  onEnd: (outcomes: readonly Outcome[]) => void
}

/**
 * Imports that overlap in time are shown as one: one progress, one Cancel, one report at the end of the last. Otherwise
 * a drop during an import would hide the progress of the other, and its report.
 */
export function createJointImport<Outcome>({ onProgress, onEnd }: Events<Outcome>): JointImport<Outcome> {
  type Part = { done: number; total: number; controller: AbortController; outcome?: Outcome; ended: boolean }
  let parts: Part[] = []
  const show = () =>
    onProgress({
      done: parts.reduce((sum, { done }) => sum + done, 0),
      total: parts.reduce((sum, { total }) => sum + total, 0),
    })

  return {
    begin(total) {
      const controller = new AbortController()
      const part: Part = { done: 0, total, controller, ended: false }
      parts = [...parts, part]
      show()
      return {
        signal: controller.signal,
        progress(done) {
          part.done = done
          show()
        },
        end(outcome) {
          Object.assign(part, { done: total, outcome, ended: true })
          if (parts.some(({ ended }) => !ended)) return show()
          const outcomes = parts.map((each) => each.outcome as Outcome)
          parts = []
          onProgress(undefined)
          onEnd(outcomes)
        },
      }
    },
    cancel() {
      for (const { controller } of parts) controller.abort()
    },
  }
}

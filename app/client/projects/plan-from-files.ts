import type { MintId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { IntakeReview, UsedAs } from '#app/intake/dialog/intake-dialog.tsx'
import { gatherArrivals } from '#app/intake/gather/gather-arrivals.ts'
import { applyIntake, joinStored } from '#app/intake/plan/apply-intake.ts'
import { applyPictures, describeLeftOut } from '#app/intake/plan/apply-pictures.ts'
import type { Arrival } from '#app/intake/plan/choose-size.ts'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import { needsReview } from '#app/intake/plan/needs-review.ts'
import { planPictures } from '#app/intake/plan/plan-pictures.ts'
import { startProject } from '#app/intake/plan/start-project.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listUnreadable } from '#app/media/list-refused.ts'

export type FromFilesOptions = {
  /** Shows the plan of a new project; `undefined`: cancelled. */
  ask: (review: IntakeReview) => Promise<IntakeAnswer | undefined>
  signal: AbortSignal
  onProgress: (done: number, total: number) => void
}

export type IntakeAnswer = { rows: readonly IntakeRow[]; usedAs: UsedAs }

export type PlannedFiles = {
  /** To be imported, in this order. */
  files: readonly File[]
  /** The project when they are stored; absent where no file could be used. */
  place(results: readonly ImportResult[]): { project?: Project; warnings: readonly string[] }
  /** The screens are finished pictures: no template changes them. */
  isFinished: boolean
  refused: readonly Refused[]
  archives: readonly File[]
}

type PlanOptions = FromFilesOptions & { identity: Pick<Project, 'id' | 'name'>; mintId: MintId }

/** A new project of files: read and planned, seen by the user where it is not plain. Nothing is stored. */
export async function planFromFiles(
  given: Incoming,
  { identity, mintId, ask, signal, onProgress }: PlanOptions,
): Promise<PlannedFiles | undefined> {
  const gathered = await gatherArrivals(given, { signal, onProgress })
  if (gathered === undefined) return undefined
  const { incoming, arrivals, archives } = gathered
  const captures = startProject(identity, arrivals, mintId)
  const pictures = planPictures(arrivals)
  const isPictures = pictures?.isSure === true
  const answer =
    isPictures || needsReview(captures.rows, captures.options)
      ? await ask({
          ...captures,
          arrivals,
          title: `New project from ${arrivals.length} files`,
          usedAs: isPictures ? 'pictures' : 'captures',
          ...(pictures === undefined
            ? {}
            : { pictures: { project: emptyProject(identity), rows: pictures.rows } }),
        })
      : { rows: captures.rows, usedAs: 'captures' as const }
  if (answer === undefined) return undefined
  const isFinished = answer.usedAs === 'pictures'
  // The texts of a listing are beside its pictures: they are listed, and nothing tries to read them as pictures.
  const wanted = answer.rows.filter(
    ({ path, place }) => place.kind !== 'out' || (place.isUnusable && !isFinished && !isForeignProject(path)),
  )
  return {
    files: wanted.flatMap(({ index }) => incoming.files[index]?.file ?? []),
    isFinished,
    refused: [...gathered.refused, ...listUnreadable(incoming), ...listForeignProjects(arrivals)],
    archives,
    place(results) {
      const stored = joinStored(wanted, results)
      if (stored.length === 0) return { warnings: [] }
      if (isFinished) {
        const { project, notes } = applyPictures(identity, stored, mintId)
        return { project, warnings: [...describeLeftOut(answer.rows), ...notes] }
      }
      const { project, warnings } = applyIntake(captures.project, stored, {
        locale: captures.options.locale,
        mint: mintId,
      })
      return { project, warnings }
    },
  }
}

const isForeignProject = (path: string) => /\.(json|screenshotstudio)$/i.test(path)

/** But for appscreen, other tools keep projects in forms that they do not publish, and that change: their pictures can be opened. */
const listForeignProjects = (arrivals: readonly Arrival[]): readonly Refused[] =>
  arrivals
    .filter(({ path, isUnusable }) => isUnusable && isForeignProject(path))
    .map(({ path }) => {
      const fileName = path.split('/').at(-1) ?? path
      return {
        fileName,
        message: `“${fileName}” was not opened: a backup of appscreen opens by “Import project files…”; other tools do not publish the form of their projects. Export the pictures there and drop their folder or ZIP here.`,
      }
    })

/** Pictures make its sizes. */
const emptyProject = (identity: Pick<Project, 'id' | 'name'>): Project => ({
  ...identity,
  schemaVersion: PLAIN_SCHEMA_VERSION,
  screensByCanvasSize: {},
})

import { join } from 'node:path'
import type { Project } from '#app/document/model/schema.ts'
import type { FileChoice, PlannedFile } from '#app/export/planned-file.ts'
import { manifestName, writeManifest } from '#app/export/write-manifest.ts'
import { describeError, type ExportedFiles, type FileOutcome } from './export-files.ts'
import { findLeftOvers, removeLeftOvers } from './left-overs.ts'
import { writeWhole } from './write-whole.ts'

type Finish = {
  root: string
  project: Project
  choice: FileChoice
  files: readonly PlannedFile[]
  hasManifest: boolean
  prunes: boolean
}

export type FinishedExport = {
  /** Pictures of before that are still in the folder. */
  leftOver: readonly string[]
  removed: readonly string[]
  /** What went wrong beside the pictures, as sentences. */
  failures: readonly string[]
}

/**
 * The manifest and the left-overs. There are pictures in the folder by now, so what fails is reported beside them. Left-overs are
 * removed only where every new picture is there.
 */
export async function finishExport(
  { outcomes, failures }: ExportedFiles,
  given: Finish,
): Promise<FinishedExport> {
  const { root, hasManifest, prunes } = given
  const found = [...failures]
  const attempt = async (what: string, step: () => Promise<void>) =>
    step().catch((error: unknown) => void found.push(`${what}: ${describeError(error)}`))
  if (hasManifest) await attempt('The manifest was not written', () => writeManifestFile(outcomes, given))
  let leftOver: string[] = []
  const search = async () => {
    leftOver = await findLeftOvers(root, given)
  }
  await attempt('The folder was not searched for old pictures', search)
  const before = leftOver
  if (prunes && leftOver.length > 0 && outcomes.every(({ kind }) => kind === 'written')) {
    await attempt('Not every old picture was removed', () => removeLeftOvers(root, leftOver))
    await attempt('The folder was not searched for old pictures', search)
  }
  return { leftOver, removed: before.filter((path) => !leftOver.includes(path)), failures: found }
}

async function writeManifestFile(
  outcomes: readonly FileOutcome[],
  { root, project, choice }: Finish,
): Promise<void> {
  const files = outcomes.flatMap((outcome) =>
    outcome.kind === 'written' ? [{ planned: outcome.file, sha256: outcome.sha256 }] : [],
  )
  await writeWhole(join(root, manifestName), await writeManifest({ ...choice, project, files }))
}

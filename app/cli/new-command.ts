import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { projectIdSchema } from '#app/document/model/ids.ts'
import { applyTemplateSet } from '#app/document/template-sets/apply-template-set.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { applyIntake, type StoredCapture } from '#app/intake/plan/apply-intake.ts'
import { applyPictures, describeLeftOut } from '#app/intake/plan/apply-pictures.ts'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import { leaveDoublesOut } from '#app/intake/plan/plan-intake.ts'
import { planPictures } from '#app/intake/plan/plan-pictures.ts'
import { startProject } from '#app/intake/plan/start-project.ts'
import { createHeightMeasure } from '#app/skia/text-measure.ts'
import { writeArchiveFile } from './archive-file.ts'
import { requireFolder } from './captures-command.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { parseArguments } from './parse-arguments.ts'
import { type CaptureFile, createMint, readCaptures } from './read-captures.ts'
import { resolvePath } from './resolve-path.ts'
import { resolveNames } from './suggest-names.ts'
import { type Terminal, writeJson } from './terminal.ts'

const options = { template: 'text', out: 'text', name: 'text', force: 'flag', json: 'flag' } as const

/**
 * `new DIR --template NAME`: a designed project from a folder of captures, in the sizes and languages they are of. Without a
 * template: a folder of finished pictures as a project.
 */
export async function newCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The folder of captures'], options)
  const folder = await requireFolder(terminal, args.places[0])
  const out = resolvePath(terminal, args.find('out') ?? `${basename(folder)}.appframes`)
  if (!args.has('force') && (await stat(out).catch(() => undefined)) !== undefined)
    throw new CliError(`“${out}” is there already and was left as it is. Choose another --out, or --force.`)
  const wanted = args.find('template')
  const ids = templateSets.map(({ id }) => id)
  const [templateId] = wanted === undefined ? [] : resolveNames('template', [wanted], ids)
  const { captures, refused } = await readCaptures(folder)
  for (const { path, message } of refused) terminal.say(`${path} was left out: ${message}`)
  if (captures.length === 0) throw new CliError('The folder has no picture, so no project was made.')
  const name = args.find('name') ?? basename(folder)
  const made = templateId === undefined ? takePictures(name, captures) : design(name, captures, templateId)
  if (made === undefined)
    throw new CliError(
      `--template is missing: one of ${ids.join(', ')}. Without it, the folder has to be one of finished pictures: fastlane, Gradle Play Publisher or <locale>/<DISPLAY_TYPE>.`,
    )
  const { project, rows, warnings } = made
  const media = [...new Map(captures.map(({ media: one }) => [one.id, one])).values()]
  await writeArchiveFile(out, { projects: [project], media, createdAt: readNow() })
  for (const warning of warnings) terminal.say(warning)
  if (args.has('json')) writeJson(terminal, { file: out, project: project.id, warnings, refused })
  const isPartial = rows.some(({ place }) => place.kind === 'out' && !place.isFramedDouble)
  return refused.length > 0 || isPartial ? 3 : 0
}

/** SOURCE_DATE_EPOCH, in seconds, makes equal folders give equal archives (reproducible-builds.org). */
function readNow(): Date {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH)
  return seconds > 0 ? new Date(seconds * 1000) : new Date()
}

function design(name: string, files: readonly CaptureFile[], templateId: string) {
  const mint = createMint(`${templateId} ${files.map(({ media }) => media.sha256).join()}`)
  const identity = { id: projectIdSchema.parse(mint()), name }
  const { project, rows, options: plan } = startProject(identity, listArrivals(files), mint)
  const applied = applyIntake(project, joinFiles(rows, files), { locale: plan.locale, mint })
  const set = templateSets.find(({ id }) => id === templateId) ?? templateSets[0]
  return {
    project: applyTemplateSet(applied.project, set, { mint, measureHeight: createHeightMeasure() }),
    rows,
    warnings: [...describeLeftOut(rows), ...applied.warnings],
  }
}

/** A folder of finished pictures as screens that they fill; `undefined`: it is none. */
function takePictures(name: string, files: readonly CaptureFile[]) {
  const plan = planPictures(listArrivals(files))
  if (plan?.isSure !== true) return undefined
  const mint = createMint(`pictures ${files.map(({ media }) => media.sha256).join()}`)
  const rows = leaveDoublesOut(plan.rows)
  const identity = { id: projectIdSchema.parse(mint()), name }
  const { project, notes } = applyPictures(identity, joinFiles(rows, files), mint)
  return { project, rows, warnings: [...describeLeftOut(rows), ...notes] }
}

const listArrivals = (files: readonly CaptureFile[]) =>
  files.map(({ path, widthPx, heightPx }) => ({ path, sizePx: { widthPx, heightPx } }))

function joinFiles(rows: readonly IntakeRow[], files: readonly CaptureFile[]): readonly StoredCapture[] {
  return rows.flatMap((row): StoredCapture[] => {
    const file = files[row.index]
    if (file === undefined) return []
    const { media, widthPx, heightPx } = file
    return [{ ...row, mediaId: media.id, fileName: media.fileName, widthPx, heightPx }]
  })
}

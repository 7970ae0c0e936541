import { join, resolve } from 'node:path'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { type FileLayoutId, findFileLayout, takesTarget } from '#app/export/file-layouts.ts'
import { type FileChoice, type PlannedFile, planFiles } from '#app/export/planned-file.ts'
import { manifestName, writeManifest } from '#app/export/write-manifest.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import { chooseTargets, describeSizeId, findNumber, targetOptions } from './choose-targets.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { exportFiles, type FileOutcome, writeWhole } from './export-files.ts'
import { fileOptions, findEngine, readFileChoice } from './file-options.ts'
import { type Arguments, parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

const options = {
  ...targetOptions,
  ...fileOptions,
  out: 'text',
  manifest: 'flag',
  'dry-run': 'flag',
  json: 'flag',
} as const

/** `export <file> --out DIR`: the pictures of a project as files. */
export async function exportCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The .appframes file'], options)
  const out = args.find('out')
  if (out === undefined)
    throw new CliError('--out DIR is missing: the folder that the pictures are written to.')
  const choice = readFileChoice(args)
  const openEngine = findEngine(choice.engine, terminal)
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[0]))
  try {
    const project = chooseProject(archive, args.find('project'))
    const { targets, skipped } = chooseForLayout(project, args, choice.layout)
    const files = planFiles(project, targets, choice)
    const root = resolve(terminal.folder, out)
    const output: Output = { terminal, project, isJson: args.has('json'), skipped }
    if (args.has('dry-run')) return describePlan(files, output)
    const outcomes = await exportFiles({ ...choice, archive, project, files, root, openEngine })
    if (args.has('manifest')) await writeManifestFile(outcomes, { root, project, ...choice })
    return report(outcomes, output)
  } finally {
    await close()
  }
}

type Manifest = FileChoice & { root: string; project: Project }

async function writeManifestFile(
  outcomes: readonly FileOutcome[],
  { root, ...choice }: Manifest,
): Promise<void> {
  const files = outcomes.flatMap((outcome) =>
    outcome.kind === 'written' ? [{ planned: outcome.file, sha256: outcome.sha256 }] : [],
  )
  await writeWhole(join(root, manifestName), await writeManifest({ ...choice, files }))
}

/** A layout of one store takes that store's sizes; a size that is named and is not one of them is an error. */
function chooseForLayout(project: Project, args: Arguments, layoutId: FileLayoutId) {
  const all = chooseTargets(project, args)
  const store = findFileLayout(layoutId)?.store
  const isTaken = (target: ExportTarget) => takesTarget(layoutId, target)
  const targets = all.filter(isTaken)
  const skipped = [
    ...new Set(all.filter((target) => !isTaken(target)).map(({ canvasSizeId }) => canvasSizeId)),
  ]
  const storeName = store === 'google-play' ? 'Google Play' : 'the App Store'
  const [first] = skipped
  if (first !== undefined && (args.findList('sizes') !== undefined || targets.length === 0))
    throw new CliError(
      `The layout ${layoutId} is for ${storeName}; ${describeSizeId(first)} is not one of its sizes. Choose another layout, such as plain.`,
    )
  if (targets.length === 0) throw new CliError('There is no screen to export.')
  return { targets, skipped }
}

type Output = {
  terminal: Terminal
  project: Project
  isJson: boolean
  /** Sizes of the other store, which the layout leaves out. */
  skipped: readonly string[]
}

function describePlan(
  files: readonly PlannedFile[],
  { terminal, project, isJson, skipped }: Output,
): ExitCode {
  if (isJson)
    writeJson(terminal, { files: files.map((file) => describeFile(project, file)), skippedSizes: skipped })
  else for (const { path } of files) terminal.out(`${path}\n`)
  return 0
}

const describeFile = (project: Project, { path, target, format }: PlannedFile) => ({
  path,
  size: target.canvasSizeId,
  locale: target.locale,
  screen: findNumber(project, target),
  format,
})

function report(outcomes: readonly FileOutcome[], { terminal, project, isJson, skipped }: Output): ExitCode {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed')
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') terminal.say(`${outcome.file.path} was not made: ${outcome.message}`)
    else for (const warning of outcome.warnings) terminal.say(`${outcome.file.path}: ${warning}`)
  }
  if (isJson)
    writeJson(terminal, {
      files: outcomes.map((outcome) => ({
        ...describeFile(project, outcome.file),
        ...(outcome.kind === 'failed'
          ? { error: outcome.message }
          : {
              bytes: outcome.bytes,
              sha256: outcome.sha256,
              resumed: outcome.isResumed,
              warnings: outcome.warnings,
            }),
      })),
      skippedSizes: skipped,
    })
  if (failed.length === 0) return 0
  terminal.say(
    `${failed.length} of ${outcomes.length} pictures were not made. Run the command again when that is mended: the others are not drawn again.`,
  )
  return 3
}

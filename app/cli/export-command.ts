import { resolve } from 'node:path'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import { type FileLayoutId, findFileLayout, takesTarget } from '#app/export/file-layouts.ts'
import { type PlannedFile, planFiles } from '#app/export/planned-file.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import { chooseTargets, describeSizeId, findNumber, targetOptions } from './choose-targets.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { exportFiles, type FileOutcome } from './export-files.ts'
import { fileOptions, findEngine, readFileChoice } from './file-options.ts'
import { type FinishedExport, finishExport } from './finish-export.ts'
import { findLeftOvers } from './left-overs.ts'
import { type Arguments, parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

const options = {
  ...targetOptions,
  ...fileOptions,
  out: 'text',
  manifest: 'flag',
  prune: 'flag',
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
    if (args.has('dry-run'))
      return describePlan(files, {
        ...output,
        leftOver: await findLeftOvers(root, { project, choice, files }),
      })
    const exported = await exportFiles({ ...choice, archive, project, files, root, openEngine })
    const finished = await finishExport(exported, {
      ...{ root, project, choice, files },
      hasManifest: args.has('manifest'),
      prunes: args.has('prune'),
    })
    return report(exported.outcomes, { ...output, ...finished })
  } finally {
    await close()
  }
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
  { terminal, project, isJson, skipped, leftOver }: Output & Pick<FinishedExport, 'leftOver'>,
): ExitCode {
  if (isJson)
    writeJson(terminal, {
      files: files.map((file) => describeFile(project, file)),
      skippedSizes: skipped,
      leftOver,
    })
  else for (const { path } of files) terminal.out(`${path}\n`)
  sayLeftOver(leftOver, terminal)
  return 0
}

/** A store's tool would upload them with the new ones. */
function sayLeftOver(leftOver: readonly string[], terminal: Terminal): void {
  for (const path of leftOver) terminal.say(`${path} is left over: the project does not have it any more.`)
  if (leftOver.length > 0)
    terminal.say('An upload would take what is left over. --prune removes it when every picture is made.')
}

const describeFile = (project: Project, { path, target, format }: PlannedFile) => ({
  path,
  size: target.canvasSizeId,
  locale: target.locale,
  screen: findNumber(project, target),
  format,
})

function report(
  outcomes: readonly FileOutcome[],
  { terminal, project, isJson, skipped, leftOver, removed, failures }: Output & FinishedExport,
): ExitCode {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed')
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') terminal.say(`${outcome.file.path} was not made: ${outcome.message}`)
    else for (const warning of outcome.warnings) terminal.say(`${outcome.file.path}: ${warning}`)
  }
  for (const failure of failures) terminal.say(failure)
  if (isJson)
    writeJson(terminal, {
      files: outcomes.map((outcome) => describeOutcome(project, outcome)),
      skippedSizes: skipped,
      leftOver,
      removed,
    })
  sayLeftOver(leftOver, terminal)
  if (failed.length > 0)
    terminal.say(
      `${failed.length} of ${outcomes.length} pictures were not made. Run the command again when that is mended: the others are not drawn again.`,
    )
  return failed.length > 0 || failures.length > 0 ? 3 : 0
}

function describeOutcome(project: Project, outcome: FileOutcome) {
  const file = describeFile(project, outcome.file)
  if (outcome.kind === 'failed') return { ...file, error: outcome.message }
  const { bytes, sha256, isResumed, warnings } = outcome
  return { ...file, bytes, sha256, resumed: isResumed, warnings }
}

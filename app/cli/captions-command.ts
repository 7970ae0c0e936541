import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { applyImport } from '#app/captions/apply-import.ts'
import { type ImportPlan, planImport } from '#app/captions/plan-import.ts'
import { readCaptionFiles } from '#app/captions/read-caption-files.ts'
import { type CaptionFormat, writeCaptionFiles } from '#app/captions/write-caption-files.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { listLocales } from '#app/render/project-locales.ts'
import { listMediaOf, openArchive, writeArchiveFile } from './archive-file.ts'
import { chooseDocument, chooseProject } from './choose-project.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { type Arguments, parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { resolveNames } from './suggest-names.ts'
import { type Terminal, writeJson } from './terminal.ts'

const formats: Readonly<Record<string, CaptionFormat>> = {
  csv: { kind: 'csv', byteOrderMark: false, shape: 'wide', delimiter: ',' },
  json: { kind: 'json' },
  xcstrings: { kind: 'xcstrings' },
}

const options = {
  format: 'text',
  project: 'text',
  locales: 'text',
  out: 'text',
  from: 'text',
  'add-locales': 'text',
  'dry-run': 'flag',
  json: 'flag',
} as const

/** `captions pull|push <file> --format csv|json|xcstrings`: captions out of a project, and translated ones into it. */
export async function captionsCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['pull or push', 'The .appframes file'], options)
  const [direction] = resolveNames('direction', [args.places[0] ?? ''], ['pull', 'push'])
  const format = args.find('format')
  if (format === undefined) throw new CliError('--format is missing: csv, json or xcstrings.')
  const [kind = 'csv'] = resolveNames('format', [format], Object.keys(formats))
  return direction === 'pull' ? pull(args, kind, terminal) : push(args, kind, terminal)
}

async function pull(args: Arguments, kind: string, terminal: Terminal): Promise<ExitCode> {
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[1]))
  await close()
  const project = chooseProject(archive, args.find('project'))
  const locales = args.findList('locales')
  const chosen = locales && resolveNames('language', locales, listLocales(project))
  const [file] = writeCaptionFiles(project, {
    format: formats[kind] as CaptionFormat,
    ...(chosen === undefined ? {} : { locales: chosen as Locale[] }),
  })
  const out = args.find('out')
  if (file === undefined) return 0
  if (out === undefined) terminal.out(new TextDecoder().decode(file.bytes))
  else await writeFile(resolvePath(terminal, out), file.bytes)
  return 0
}

/** The archive is written in place, or to `--out`. */
async function push(args: Arguments, kind: string, terminal: Terminal): Promise<ExitCode> {
  const path = resolvePath(terminal, args.places[1])
  const { archive, close } = await openArchive(path)
  try {
    const document = chooseDocument(archive, args.find('project'))
    const project = resolveProject(document)
    const read = readCaptionFiles([await readGiven(args, kind, terminal)], {
      sourceLocale: listLocales(project)[0],
    })
    const plan = planImport(project, read, {
      emptyCells: 'keep',
      addTags: args.findList('add-locales') ?? [],
    })
    if (read.rows.length === 0) {
      reportProblems(plan, terminal)
      throw new CliError('No caption was read, so nothing was changed.')
    }
    const isChanged = plan.texts.length + plan.addedLocales.length > 0
    if (isChanged && !args.has('dry-run')) {
      const changed = editProject(document, (current) => applyImport(current, plan))
      await writeArchiveFile(resolvePath(terminal, args.find('out') ?? path), {
        projects: archive.projects.map((one) => (one === document ? changed : one)),
        media: listMediaOf(archive),
        createdAt: new Date(archive.manifest.createdAt),
        before: archive.manifest,
      })
    }
    return report(plan, args.has('json'), terminal)
  } finally {
    await close()
  }
}

async function readGiven(args: Arguments, kind: string, terminal: Terminal) {
  const from = args.find('from')
  if (from === undefined) return { path: `captions.${kind}`, bytes: await terminal.readInput() }
  try {
    return {
      path: `${basename(from, `.${kind}`)}.${kind}`,
      bytes: await readFile(resolvePath(terminal, from)),
    }
  } catch (error) {
    throw new CliError(`“${from}” cannot be read: ${(error as Error).message}`)
  }
}

function report(plan: ImportPlan, isJson: boolean, terminal: Terminal): ExitCode {
  const count = (kind: string) => plan.texts.filter((text) => text.kind === kind).length
  if (isJson)
    writeJson(terminal, {
      new: count('new'),
      changed: count('changed'),
      removed: count('removed'),
      same: plan.sameCount,
      addedLocales: plan.addedLocales,
      unknownLocales: plan.unknownLanguages.filter(({ isAdded }) => !isAdded).map(({ tag }) => tag),
      unknownRows: plan.unknownRows,
      problems: plan.problems,
      skipped: plan.skipped,
    })
  return reportProblems(plan, terminal) ? 3 : 0
}

/** Returns whether something of the file was not taken. */
function reportProblems(plan: ImportPlan, terminal: Terminal): boolean {
  const place = ({ path, line }: { path: string; line?: number | undefined }) =>
    line === undefined ? path : `${path}:${line}`
  const unknown = plan.unknownLanguages.filter(({ isAdded, texts }) => !isAdded && texts > 0)
  const lines = [
    ...plan.problems.map((problem) => `${place(problem)}: ${problem.message}`),
    ...plan.unknownRows.map((row) => `${place(row)}: the project has no caption “${row.name}”.`),
    ...unknown.map(
      ({ tag, texts }) =>
        `The project has no language “${tag}”: ${texts} texts were left out. Add it with --add-locales ${tag}.`,
    ),
    ...plan.skipped.map(({ path, name, reason }) => `${path}: “${name}” was left out: ${reason}`),
  ]
  for (const line of lines) terminal.say(line)
  return lines.length > 0
}

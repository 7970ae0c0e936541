import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { applyImport } from '#app/captions/apply-import.ts'
import { describeCaption } from '#app/captions/captions.ts'
import { type ImportPlan, type PlannedText, planImport } from '#app/captions/plan-import.ts'
import { readCaptionFiles } from '#app/captions/read-caption-files.ts'
import type { CaptionFormat } from '#app/captions/write-caption-files.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { listLocales } from '#app/render/project-locales.ts'
import { listMediaOf, openArchive, writeArchiveFile } from './archive-file.ts'
import { chooseDocument } from './choose-project.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import type { Arguments, OptionTable } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { resolveNames } from './suggest-names.ts'
import { type Terminal, writeJson } from './terminal.ts'

export const pushOptions = {
  format: 'text',
  project: 'text',
  from: 'text',
  'add-locales': 'text',
  empty: 'text',
  out: 'text',
  'dry-run': 'flag',
  json: 'flag',
} as const satisfies OptionTable

/** The archive is written in place, or to `--out`. */
export async function pushCaptions(
  args: Arguments,
  { kind }: CaptionFormat,
  terminal: Terminal,
): Promise<ExitCode> {
  const [emptyCells] = resolveNames('--empty', [args.find('empty') ?? 'keep'], ['keep', 'remove'])
  const path = resolvePath(terminal, args.places[1])
  const { archive, close } = await openArchive(path)
  try {
    const document = chooseDocument(archive, args.find('project'))
    const project = resolveProject(document)
    const read = readCaptionFiles([await readGiven(args, kind, terminal)], {
      sourceLocale: listLocales(project)[0],
    })
    const plan = planImport(project, read, {
      emptyCells: emptyCells === 'remove' ? 'remove' : 'keep',
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
    if (args.has('json')) reportJson(plan, terminal)
    else if (args.has('dry-run')) terminal.out(describePlan(plan))
    return reportProblems(plan, terminal) ? 3 : 0
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

function reportJson(plan: ImportPlan, terminal: Terminal): void {
  const count = (kind: PlannedText['kind']) => plan.texts.filter((text) => text.kind === kind).length
  writeJson(terminal, {
    new: count('new'),
    changed: count('changed'),
    removed: count('removed'),
    same: plan.sameCount,
    texts: plan.texts.map(({ kind, caption, locale, before, after }) => ({
      ...{ kind, locale, key: caption.key, size: caption.canvasSizeId, screen: caption.screenNumber },
      ...{ before, after },
    })),
    addedLocales: plan.addedLocales,
    unknownLocales: plan.unknownLanguages.filter(({ isAdded }) => !isAdded).map(({ tag }) => tag),
    unknownRows: plan.unknownRows,
    problems: plan.problems,
    skipped: plan.skipped,
  })
}

/** What would be changed, a line for each text. */
function describePlan({ texts, addedLocales, sameCount }: ImportPlan): string {
  const lines = [
    ...addedLocales.map((locale) => `new      language ${locale}`),
    ...texts.map(({ kind, caption, locale, before, after }) => {
      const change = [before, after].map((text) => (text === undefined ? '–' : JSON.stringify(text)))
      return `${kind.padEnd(8)} ${locale}  ${describeCaption(caption)}, ${caption.sizeName}: ${change.join(' → ')}`
    }),
    `${sameCount} the same`,
  ]
  return `${lines.join('\n')}\n`
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

import { stat } from 'node:fs/promises'
import { editProject } from '#app/document/resolve/edit-project.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { listMediaOf, openArchive, writeArchiveFile } from './archive-file.ts'
import { chooseDocument } from './choose-project.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { parseArguments } from './parse-arguments.ts'
import { type PlacedCapture, planCaptureFiles } from './plan-capture-files.ts'
import { type CaptureFile, createMint, readCaptures } from './read-captures.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

const options = { project: 'text', out: 'text', 'dry-run': 'flag', json: 'flag' } as const

/** `captures <file> DIR`: new captures into the screens of a project, by language and number. */
export async function capturesCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The .appframes file', 'The folder of captures'], options)
  const path = resolvePath(terminal, args.places[0])
  const folder = await requireFolder(terminal, args.places[1])
  const { archive, close } = await openArchive(path)
  try {
    const document = chooseDocument(archive, args.find('project'))
    const project = resolveProject(document)
    const { captures, refused } = await readCaptures(folder)
    for (const { path: name, message } of refused) terminal.say(`${name} was left out: ${message}`)
    if (captures.length === 0) throw new CliError('The folder has no picture, so nothing was changed.')
    const media = listMediaOf(archive)
    const idBySha = new Map(media.map(({ sha256, id }) => [sha256.toLowerCase(), id]))
    const idOf = ({ media: { sha256, id } }: CaptureFile) => idBySha.get(sha256) ?? id
    const plan = planCaptureFiles(
      project,
      captures.map((capture) => ({ ...capture, mediaId: idOf(capture), fileName: capture.media.fileName })),
      createMint(`${project.id} ${captures.map(({ media: { sha256 } }) => sha256).join()}`),
    )
    const added = new Map(
      captures.filter((capture) => !idBySha.has(capture.media.sha256)).map(({ media: one }) => [one.id, one]),
    )
    if (!args.has('dry-run'))
      await writeArchiveFile(resolvePath(terminal, args.find('out') ?? path), {
        projects: archive.projects.map((one) =>
          one === document ? editProject(document, () => plan.project) : one,
        ),
        media: [...media, ...added.values()],
        createdAt: new Date(archive.manifest.createdAt),
        before: archive.manifest,
      })
    for (const { path: name, message } of plan.leftOut) terminal.say(`${name}: ${message}`)
    for (const warning of plan.warnings) terminal.say(warning)
    const { placed, leftOut, warnings } = plan
    if (args.has('json')) writeJson(terminal, { placed, leftOut, refused, warnings })
    else if (args.has('dry-run')) terminal.out(placed.map(describePlaced).join(''))
    return refused.length > 0 || leftOut.some(({ isExpected }) => !isExpected) ? 3 : 0
  } finally {
    await close()
  }
}

const describePlaced = ({ path, canvasSizeId, locale, screenNumber, isNew }: PlacedCapture): string =>
  `${path} → ${canvasSizeId}, ${locale}, screen ${screenNumber}${isNew ? ' (new)' : ''}\n`

export async function requireFolder(terminal: Terminal, given: string | undefined): Promise<string> {
  const folder = resolvePath(terminal, given)
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) throw new CliError(`“${given}” is not a folder.`)
  return folder
}

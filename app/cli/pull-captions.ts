import { readFile, stat } from 'node:fs/promises'
import { decodeText } from '#app/captions/text-encoding.ts'
import { type CaptionFormat, writeCaptionFiles } from '#app/captions/write-caption-files.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { listLocales } from '#app/render/project-locales.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import type { Arguments, OptionTable } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { resolveNames } from './suggest-names.ts'
import type { Terminal } from './terminal.ts'
import { writeNamed } from './write-whole.ts'

export const pullOptions = {
  format: 'text',
  project: 'text',
  locales: 'text',
  out: 'text',
} as const satisfies OptionTable

/** To standard output or to `--out`. A string catalogue that is there is updated: what it has beside the captions stays. */
export async function pullCaptions(
  args: Arguments,
  format: CaptionFormat,
  terminal: Terminal,
): Promise<ExitCode> {
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[1]))
  await close()
  const project = chooseProject(archive, args.find('project'))
  const locales = args.findList('locales')
  const chosen = locales && resolveNames('language', locales, listLocales(project))
  const out = args.find('out')
  const place = out === undefined ? undefined : resolvePath(terminal, out)
  const given = format.kind === 'xcstrings' && place !== undefined ? await readCatalogue(place) : undefined
  const [file] = writeCaptionFiles(project, {
    format: given === undefined ? format : { kind: 'xcstrings', given },
    ...(chosen === undefined ? {} : { locales: chosen as Locale[] }),
  })
  if (file === undefined)
    throw new CliError(`“${out}” is no string catalogue, or it is broken. It was left as it is.`)
  if (place === undefined) terminal.out(new TextDecoder().decode(file.bytes))
  else await writeNamed(place, file.bytes)
  return 0
}

/** `undefined`: there is none yet, or the place is a device or a pipe: reading that would wait for ever. */
async function readCatalogue(place: string): Promise<string | undefined> {
  try {
    const there = await stat(place)
    if (there.isFIFO() || there.isCharacterDevice()) return undefined
    return decodeText(await readFile(place)) ?? ''
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new CliError(`“${place}” cannot be read: ${(error as Error).message}`)
  }
}

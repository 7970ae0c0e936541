import type { CaptionFormat } from '#app/captions/write-caption-files.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { type Arguments, parseArguments } from './parse-arguments.ts'
import { pullCaptions, pullOptions } from './pull-captions.ts'
import { pushCaptions, pushOptions } from './push-captions.ts'
import { resolveNames } from './suggest-names.ts'
import type { Terminal } from './terminal.ts'

const formats = {
  csv: { kind: 'csv', byteOrderMark: false, shape: 'wide', delimiter: ',' },
  json: { kind: 'json' },
  xcstrings: { kind: 'xcstrings' },
} as const satisfies Record<string, CaptionFormat>

const places = ['pull or push', 'The .appframes file']

/** `captions pull|push <file> --format csv|json|xcstrings`: captions out of a project, and translated ones into it. */
export async function captionsCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const either = parseArguments(given, places, { ...pullOptions, ...pushOptions })
  const [direction] = resolveNames('direction', [either.places[0] ?? ''], ['pull', 'push'])
  const args = parseArguments(given, places, direction === 'pull' ? pullOptions : pushOptions)
  const format = readFormat(args)
  return direction === 'pull' ? pullCaptions(args, format, terminal) : pushCaptions(args, format, terminal)
}

function readFormat(args: Arguments) {
  const format = args.find('format')
  if (format === undefined) throw new CliError('--format is missing: csv, json or xcstrings.')
  const [kind = 'csv'] = resolveNames('format', [format], Object.keys(formats))
  return formats[kind as keyof typeof formats]
}

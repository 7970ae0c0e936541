import { type FileFormat, usualJpegQuality } from '#app/export/file-format.ts'
import { fileLayouts, findFileLayout } from '#app/export/file-layouts.ts'
import { findPatternFault, usualPattern } from '#app/export/file-pattern.ts'
import { openChromiumEngine } from './chromium-engine.ts'
import { CliError } from './cli-error.ts'
import type { DrawingEngine, EngineInput } from './drawing-engine.ts'
import type { Arguments, OptionTable } from './parse-arguments.ts'
import { createSkiaEngine } from './skia-engine.ts'
import { resolveNames } from './suggest-names.ts'
import type { Terminal } from './terminal.ts'

/** The options by which files are named and made. */
export const fileOptions = {
  layout: 'text',
  format: 'text',
  pattern: 'text',
  quality: 'text',
  engine: 'text',
} as const satisfies OptionTable

const engines = ['skia', 'chromium'] as const

/**
 * How the files are made, with every name checked.
 *
 * @throws CliError
 */
export function readFileChoice(args: Arguments) {
  const resolveOne = (option: 'layout' | 'format' | 'engine', known: readonly string[]) =>
    resolveNames(option, [args.find(option) ?? known[0] ?? ''], known)[0]
  const layout =
    findFileLayout(
      resolveOne(
        'layout',
        fileLayouts.map(({ id }) => id),
      ) ?? '',
    )?.id ?? 'fastlane'
  const format: FileFormat = resolveOne('format', ['png', 'jpeg']) === 'jpeg' ? 'jpeg' : 'png'
  const engine = resolveOne('engine', engines) ?? 'skia'
  const pattern = args.find('pattern') ?? usualPattern
  const fault = findPatternFault(pattern)
  if (fault !== undefined) throw new CliError(fault)
  if (args.find('pattern') !== undefined && layout !== 'plain')
    throw new CliError('--pattern names the files of --layout plain; other layouts have names of their own.')
  return { layout, format, engine, pattern, quality: readQuality(args, format) }
}

function readQuality(args: Arguments, format: FileFormat): number {
  const text = args.find('quality')
  if (text === undefined) return usualJpegQuality
  const quality = Number(text)
  if (!/^\d+$/.test(text) || quality < 1 || quality > 100)
    throw new CliError(`“${text}” is no quality: it is a number from 1 to 100.`)
  if (format === 'png') throw new CliError('--quality is for --format jpeg; a PNG is exact.')
  return quality
}

export function findEngine(
  engine: string,
  terminal: Terminal,
): (input: EngineInput) => Promise<DrawingEngine> {
  if (engine === 'skia') return async (input) => createSkiaEngine(input, terminal.startDrawing)
  const { openBrowserPage } = terminal
  if (openBrowserPage === undefined) throw new CliError('A browser can be used only by npx appframes.')
  return (input) => openChromiumEngine(input, openBrowserPage)
}

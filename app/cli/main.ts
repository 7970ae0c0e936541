import { captionsCommand } from './captions-command.ts'
import { capturesCommand } from './captures-command.ts'
import { checkCommand } from './check-command.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { diffCommand } from './diff-command.ts'
import { exportCommand } from './export-command.ts'
import { listCommand } from './list-command.ts'
import { newCommand } from './new-command.ts'
import { suggestNames } from './suggest-names.ts'
import type { Terminal } from './terminal.ts'
import { usage } from './usage.ts'

type Command = (given: readonly string[], terminal: Terminal) => Promise<ExitCode>

const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  check: checkCommand,
  list: listCommand,
  captions: captionsCommand,
  captures: capturesCommand,
  diff: diffCommand,
  new: newCommand,
}

/** Runs one command. Never throws: what goes wrong is a message and an exit code. */
export async function main(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = 'help', ...rest] = given
  try {
    if (name === 'help' || given.includes('--help') || given.includes('-h')) {
      terminal.out(usage)
      return given.length === 0 ? 2 : 0
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command === undefined) throw new CliError(describeUnknown(name))
    return await command(rest, terminal)
  } catch (error) {
    terminal.say(error instanceof CliError ? error.message : `Something unexpected failed: ${String(error)}`)
    return 2
  }
}

function describeUnknown(name: string): string {
  const [near] = suggestNames(name, Object.keys(commands))
  const help =
    near === undefined ? `There are: ${Object.keys(commands).join(', ')}.` : `Did you mean “${near}”?`
  return `There is no command “${name}”. ${help}`
}

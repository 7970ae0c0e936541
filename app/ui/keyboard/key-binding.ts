import { type PressedKey, readKeys, spellKeys } from './read-keys.ts'

/** One line of a table that binds keys and is shown as the sheet of shortcuts: what works and what is written are the same. */
export type KeyBinding<Command extends string = string> = {
  readonly command: Command
  /** `mod+shift+Z`; the first is the one that is shown in tooltips. */
  readonly keys: readonly string[]
  readonly label: string
  readonly group: string
  /** The browser turns the keys into an event of its own (copy, paste), or the focused part serves them. */
  readonly servedElsewhere?: boolean
}

export function createKeyReader<Command extends string>(
  table: ReadonlyArray<KeyBinding<Command>>,
): (event: PressedKey) => Command | undefined {
  const commands = new Map(
    table
      .filter(({ servedElsewhere }) => servedElsewhere !== true)
      .flatMap(({ command, keys }) => keys.map((each) => [spellKeys(each), command] as const)),
  )
  return (event) => commands.get(readKeys(event))
}

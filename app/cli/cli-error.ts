/** Wrong usage or unusable input: nothing was written. Ends the command with exit code 2. */
export class CliError extends Error {
  override name = 'CliError'
}

/** `0` done, `1` findings, `2` usage or bad input, `3` done in part. */
export type ExitCode = 0 | 1 | 2 | 3

import { createHmac } from 'node:crypto'
import pino from 'pino'
import { toLogText } from './log-text.server.ts'

// Lines for machines: one JSON object each, requests to stdout, failures to stderr. They never contain bodies, cookies,
// tokens, addresses with a query, names or e-mail addresses.

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

type Logs = { requests: pino.Logger; failures: pino.Logger | undefined; accountKey: string }

const options: pino.LoggerOptions = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
}

// Hot reload evaluates this module again while the server lives on: the module cannot be the place.
const logsKey: unique symbol = Symbol.for('appframes.logs')
const store = globalThis as { [logsKey]?: Logs }

/** `isReadByPeople`: in development failures are printed as Node prints them. */
export function openLogs(settings: { level: LogLevel; secret: string; isReadByPeople: boolean }): void {
  store[logsKey] = {
    requests: pino({ ...options, level: settings.level }, pino.destination({ dest: 1, sync: true })),
    failures: settings.isReadByPeople ? undefined : pino(options, pino.destination({ dest: 2, sync: true })),
    accountKey: settings.secret,
  }
}

export type RequestLine = {
  id: string
  method: string
  route: string
  status: number
  ms: number
  /** The browser went away before the answer was complete. */
  aborted?: true
  account?: string
}

/** `account`: its id, which is written hashed. */
export function logRequest({ account, ...line }: RequestLine): void {
  const requests = store[logsKey]?.requests
  const level = line.status >= 500 ? 'error' : 'info'
  if (!requests?.isLevelEnabled(level)) return
  requests[level](account === undefined ? line : { ...line, account: hashAccountId(account) })
}

/** Logs an HMAC of the account id: lines correlate, the id cannot be recovered without the secret. */
export function hashAccountId(accountId: string): string {
  return createHmac('sha256', `${store[logsKey]?.accountKey ?? ''}:account-in-logs`)
    .update(accountId)
    .digest('hex')
    .slice(0, 16)
}

/** An unexpected failure; `sentence` names the failed operation. */
export function logFailure(sentence: string, error: unknown): void {
  const failures = store[logsKey]?.failures
  if (failures) failures.error({ error: describeError(error) }, toLogText(sentence))
  else console.error(sentence, error)
}

/** The quoted text is a visitor's. */
const QUOTED = /(["'`]).*?(\1|$)/gs
const TEXT_MAX_LENGTH = 2_000
const STRAY_METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/**
 * Output of libraries, with whole objects and visitors' texts in them, becomes one line of ours. Not in development,
 * where people read it.
 */
export function captureConsole(): void {
  if (store[logsKey]?.failures === undefined) return
  for (const method of STRAY_METHODS) {
    console[method] = (first: unknown, ...rest: unknown[]) => {
      const text =
        typeof first === 'string' ? first.slice(0, TEXT_MAX_LENGTH).replace(QUOTED, '…') : 'a failure'
      const sentence = `A library says: ${text}`
      logFailure(
        sentence,
        [first, ...rest].find((one) => one instanceof Error),
      )
    }
  }
}

type DescribedError = { name: string; message: string; code?: string; stack?: string; cause?: DescribedError }

const NAME_MAX_LENGTH = 60
const FRAMES_MAX = 20
const CAUSES_MAX = 4

/** Without the error's extra fields: Drizzle's contain the values of the failed statement, which are users' data. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an Error' }
  const message = toLogText(error.message.split('\nparams: ')[0] ?? '')
  // The first lines of a stack repeat the message.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: toLogText(error.name, NAME_MAX_LENGTH),
    message,
    ...('code' in error ? { code: toLogText(String(error.code), NAME_MAX_LENGTH) } : {}),
    stack: frames.slice(0, FRAMES_MAX).join('\n'),
    ...(error.cause !== undefined && depth < CAUSES_MAX
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  }
}

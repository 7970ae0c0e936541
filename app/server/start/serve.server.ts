import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { RequestHandler } from 'express'
import { type Environment, parseEnvironment } from '../config/env.server.ts'
import { StartError } from '../config/start-error.server.ts'
import { ignoreUpgrade } from '../http/ignore-upgrade.server.ts'
import { UPLOAD_MS } from '../http/request-deadline.server.ts'
import { endStreams, resetStreams, startDraining } from '../http/stream-registry.server.ts'
import { type FreeSpace, watchFreeSpace } from '../observability/free-space.server.ts'
import { toLogText } from '../observability/log-text.server.ts'
import { captureConsole, logFailure, openLogs } from '../observability/logs.server.ts'

import type { Services } from '../services.server.ts'
import { createSyncSockets, type SyncSockets } from '../sync/sync-sockets.server.ts'
import { createServices } from './create-services.server.ts'
import { createExpressApp } from './express-app.server.ts'
import { collectAlone, describeCollection, startDailyCollection } from './garbage-collection-job.server.ts'
import { openServerDatabase, type ServerDatabase } from './open-database.server.ts'
import { respondStarting } from './respond-starting.server.ts'
import { markRestored } from './restore-command.server.ts'

/** For bin/restored.mjs: the build has this one entry. */
export const commands = { markRestored }

export type StartOptions = {
  /** Vite's, in development. */
  devMiddleware?: RequestHandler
  /** In development: bundles the program of the drawing process and returns its path. */
  bundleDrawing?: () => Promise<string>
}

export type RunningServer = { url: string; close(): Promise<void> }

/** How long requests in flight may take to end; with the delay before it and the database after it, a stop takes ≤ 10 s. */
const DRAIN_TIMEOUT_MS = 4_000
const IDLE_CHECK_MS = 100
/** Longer than proxies keep an idle connection: the server must not close first, in the moment a request comes. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000
/** Each request has a deadline of its own (request-deadline.server.ts); this is for its headers alone. */
const HEADERS_TIMEOUT_MS = 20_000

/**
 * Starts everything: settings, database, HTTP. Ends by itself on SIGTERM and SIGINT.
 *
 * @throws StartError, whose message is one sentence, for everything that the person at the terminal can put right.
 */
export async function start(options: StartOptions = {}): Promise<RunningServer> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const parsed = parseEnvironment(process.env)
  let listener: RequestListener = respondStarting
  const server = createServer((request, response) => listener(request, response))
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS
  server.requestTimeout = UPLOAD_MS
  server.headersTimeout = HEADERS_TIMEOUT_MS
  // First of all, so that a taken port is known before a database is touched.
  const port = await listen(server, parsed)
  const environment =
    parsed.port === 0 ? { ...parsed, publicUrl: parsed.publicUrl.replace(/:0$/, `:${port}`) } : parsed
  const database = await openDatabaseOrStop(environment, server)
  openLogs({
    level: environment.logLevel ?? (options.devMiddleware ? 'warn' : 'info'),
    secret: environment.authSecret,
    isReadByPeople: options.devMiddleware !== undefined,
  })
  resetStreams()
  const { services, app, sockets } = await openRest(environment, { database, options, server })
  listener = app
  server.on('upgrade', createUpgrader(server, sockets))

  const collection = startDailyCollection(services)
  const url = `http://localhost:${port}`
  printStarted(url, environment, database)
  const closing = {
    ...database,
    close() {
      collection.stop()
      services.freeSpace?.stop()
      services.drawing.close()
      return database.close()
    },
  }
  const close = createClose({ server, sockets }, closing, environment.stopDelaySeconds * 1_000)
  // Vite's handler ends the process at once, with the database still open.
  if (options.devMiddleware) process.removeAllListeners('SIGTERM')
  closeOnSignals(close)
  surviveStrayFailures()
  captureConsole()
  return { url, close }
}

/**
 * Services of the database. If one fails to start, the database is closed again: nothing else would stop the embedded
 * one.
 */
async function openRest(
  environment: Environment,
  { database, options, server }: { database: ServerDatabase; options: StartOptions; server: Server },
): Promise<{ services: Services; app: RequestListener; sockets: SyncSockets }> {
  try {
    const freeSpace = await watchOwnDisks(environment, database)
    const { client, findFault } = database
    const { bundleDrawing } = options
    const services = await createServices({
      environment,
      database: client,
      bundleDrawing,
      freeSpace,
      findFault,
    })
    return { services, app: createExpressApp(services, options), sockets: createSyncSockets(services) }
  } catch (cause) {
    server.close()
    server.closeAllConnections()
    await database.close()
    if (cause instanceof StartError || !(cause instanceof Error)) throw cause
    throw new StartError(`AppFrames cannot start: ${toLogText(cause.message)}.`, { cause })
  }
}

/** Files, unless they go to a bucket, and the embedded Postgres. */
function watchOwnDisks(
  environment: Environment,
  { clusterDir }: ServerDatabase,
): Promise<FreeSpace> | undefined {
  const folders = [
    ...(environment.media.bucket === undefined ? [environment.dataDir] : []),
    ...(clusterDir === undefined ? [] : [clusterDir]),
  ]
  if (folders.length === 0) return undefined
  return watchFreeSpace({ folders, minFreeBytes: environment.diskMinFreeBytes })
}

async function openDatabaseOrStop(environment: Environment, server: Server): Promise<ServerDatabase> {
  try {
    return await openServerDatabase(environment)
  } catch (error) {
    server.close()
    server.closeAllConnections()
    throw error
  }
}

function listen(server: Server, { port, host }: Environment): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(describeListenError(cause, port, host)))
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function describeListenError(cause: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is already taken by another program; stop that, or choose another port, for example PORT=${port + 1}.`,
        { cause },
      )
    case 'EACCES':
      return new StartError(
        `Port ${port} is not allowed for this user; choose one above 1023, for example PORT=3000.`,
        { cause },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`The address ${host} in HOST is not one of this machine.`, { cause })
    default:
      return cause
  }
}

function printStarted(url: string, environment: Environment, database: ServerDatabase): void {
  const lines = [
    `AppFrames is running at ${url}`,
    `  Data      ${database.place}`,
    ...(environment.databaseUrl === undefined
      ? ['  Postgres  to use your own, set DATABASE_URL and BETTER_AUTH_SECRET (see .env.example)']
      : []),
    `  Sign-in   ${environment.google ? 'Google, e-mail and password' : 'e-mail and password; for Google set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET'}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function createUpgrader(server: Server, sockets: SyncSockets) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket'
    if (!isWebSocket) ignoreUpgrade(server, request, socket)
    // In development Vite has a WebSocket of its own.
    else if (!sockets.upgrade(request, socket, head) && server.listenerCount('upgrade') === 1)
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  }
}

type Listening = { server: Server; sockets: SyncSockets }

function createClose(listening: Listening, database: ServerDatabase, delayMs: number): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= closeAll(listening, database, delayMs)
    return closing
  }
}

async function closeAll(listening: Listening, database: ServerDatabase, delayMs: number): Promise<void> {
  startDraining()
  // A load balancer polls /readyz: until it has, it still sends requests here.
  if (delayMs > 0) await delay(delayMs)
  await closeConnections(listening)
  await database.close()
}

/** Accepts no more, ends the event streams, lets requests finish for a while. */
function closeConnections({ server, sockets }: Listening): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections()
      sockets.terminate()
    }, DRAIN_TIMEOUT_MS)
    // A connection whose last request has ended since is kept open by its client, not by us.
    const idleTimer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    server.close(() => {
      clearTimeout(timer)
      clearInterval(idleTimer)
      resolve()
    })
    endStreams()
  })
}

/**
 * A failure outside of every request (a timer, an event of a library's socket, an unhandled promise) affects no other
 * request: all state is in Postgres, in whole transactions.
 */
function surviveStrayFailures(): void {
  // Rejections that nobody handles come here too.
  process.on('uncaughtException', (error) => {
    logFailure('Something failed outside of every request; the server goes on.', error)
  })
}

function closeOnSignals(close: () => Promise<void>): void {
  let isSecond = false
  const onSignal = () => {
    if (isSecond) process.exit(1)
    isSecond = true
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logFailure('The server did not stop cleanly.', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

/** `npm run media:collect`: what the running servers do once a day. It may run beside them. */
export async function collectUnneededMedia(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const environment = parseEnvironment(process.env)
  const database = await openServerDatabase(environment)
  try {
    const services = await createServices({ environment, database: database.client })
    process.stdout.write(`${describeCollection(await collectAlone(services))}\n`)
  } finally {
    await database.close()
  }
}

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@react-router/express'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express'
import expressStaticGzip from 'express-static-gzip'
import { RouterContextProvider, type ServerBuild } from 'react-router'
import { allowWasm, createSecurityHeaders, setTrustedRequestHeaders } from '../http/http-headers.server.ts'
import { nonceContext } from '../http/nonce.server.ts'
import { findOutage, OUTAGE_SENTENCES, RETRY_AFTER_SECONDS } from '../http/outage.server.ts'
import { createRefuseWhenFull } from '../http/refuse-when-full.server.ts'
import { createRequestDeadline } from '../http/request-deadline.server.ts'
import { observeRequests } from '../http/request-observer.server.ts'
import { isFromOwnOrigin, REQUEST_ID_HEADER } from '../http/request-origin.server.ts'
import { createRouteNamer } from '../http/route-names.server.ts'
import { servicesContext } from '../http/services-context.server.ts'
import { isDraining } from '../http/stream-registry.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import type { Services } from '../services.server.ts'
import { createDirectRoutes } from './direct-routes.server.ts'

/** What forms and links can send. */
const PAGE_METHODS = ['GET', 'HEAD', 'POST']
const API_METHODS = [...PAGE_METHODS, 'PUT', 'PATCH', 'DELETE']

export function createExpressApp(
  services: Services,
  {
    devMiddleware,
  }: {
    /** Vite's, which then serves the files of the client. */
    devMiddleware?: RequestHandler
  },
): Express {
  const { environment, storage } = services
  // React Router compares the scheme too, and behind a proxy that ends TLS this server sees http unless TRUST_PROXY is
  // set: forms would be rejected. Their origin is checked by the guard below.
  const allowedActionOrigins = [new URL(environment.publicUrl).host]
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', environment.trustProxy)
  app.use(nameHost(environment.publicUrl))
  app.use(setTrustedRequestHeaders)
  app.use(observeRequests)
  app.use(closeWhenDraining)
  app.use(createRequestDeadline())
  const originGuard = createOriginGuard(environment.publicUrl)
  // In development a change of the code behind the resource routes counts at once.
  if (devMiddleware === undefined) app.use(createDirectRoutes(services, originGuard))
  app.use(
    createSecurityHeaders({
      isStrict: devMiddleware === undefined,
      isHttps: environment.publicUrl.startsWith('https:'),
      formTargets: environment.google === undefined ? [] : ['https://accounts.google.com'],
      // The bucket's: pages fetch pictures from it and PUT them to it.
      storageOrigin: storage.publicOrigin,
    }),
  )
  app.use(refuseUndecodable)
  app.use(refuseUnknownMethods)
  app.use(originGuard)
  app.use(createRefuseWhenFull(services))
  app.use(compression())
  if (devMiddleware) app.use(devMiddleware)
  else serveClientFiles(app)
  app.use(serveRoutes(services, allowedActionOrigins))
  app.use(respondError)
  return app
}

// @ts-expect-error the virtual module exists only inside the build (and inside Vite's development server)
const importServerBuild = (): Promise<ServerBuild> => import('virtual:react-router/server-build')

/** React Router's handler. What it works out of a build is kept with it; in development a change of a route makes another. */
function serveRoutes(services: Services, allowedActionOrigins: string[]): RequestHandler {
  let made: { build: ServerBuild; nameOf: (path: string) => string; handle: RequestHandler } | undefined

  function make(build: ServerBuild) {
    const handle = createRequestHandler({
      build: { ...build, allowedActionOrigins },
      getLoadContext: (_request, response) => {
        const context = new RouterContextProvider()
        context.set(nonceContext, response.locals.nonce)
        context.set(servicesContext, services)
        return context
      },
    })
    return { build, nameOf: createRouteNamer(build.routes), handle }
  }

  return async (request, response, next) => {
    const build = await importServerBuild()
    if (made?.build !== build) made = make(build)
    response.locals.nameRoute(made.nameOf(request.path))
    await made.handle(request, response, next)
  }
}

/** HTTP/1.0 has no Host, as in the checks of some load balancers; React Router cannot do without. */
function nameHost(publicUrl: string): RequestHandler {
  const { host } = new URL(publicUrl)
  return (request, _response, next) => {
    request.headers.host ||= host
    next()
  }
}

/** A kept connection would go on sending requests to a server that is stopping. */
const closeWhenDraining: RequestHandler = (_request, response, next) => {
  if (isDraining()) response.setHeader('Connection', 'close')
  next()
}

/**
 * React Router checks the origin of document actions only. Here it is checked for every request with side effects, so
 * that no resource route can omit it.
 */
const createOriginGuard =
  (publicUrl: string): RequestHandler =>
  (request, response, next) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (isReading || isFromOwnOrigin(request.headers, publicUrl)) return next()
    sendError(response, 403, {
      code: 'forbidden',
      message: 'This request came from another site and was refused.',
    })
  }

/** React Router would print the address and go on with half of it. */
const refuseUndecodable: RequestHandler = (request, response, next) => {
  if (isDecodable(request.path)) return next()
  sendError(response, 400, { code: 'invalid', message: 'The address is not valid.' })
}

function isDecodable(path: string): boolean {
  try {
    // Its result must be used: the bundler removes a call that it takes to have no effect.
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** React Router would respond in a shape of its own, and run a page's action for every method except GET. */
const refuseUnknownMethods: RequestHandler = (request, response, next) => {
  const methods = request.path.startsWith('/api/') ? API_METHODS : PAGE_METHODS
  if (methods.includes(request.method)) return next()
  response.setHeader('Allow', methods.join(', '))
  sendError(response, 405, {
    code: 'method_not_allowed',
    message: `${request.method} is not possible here.`,
  })
}

function serveClientFiles(app: Express): void {
  const clientDir = getClientDir()
  app.use(nameFile)
  const options = { index: false, redirect: false } as const
  // The names hold a hash of the content: a changed file is another file.
  const serveStatic = { ...options, immutable: true, maxAge: '1y' }
  app.use(
    '/assets',
    allowWasm,
    expressStaticGzip(join(clientDir, 'assets'), { enableBrotli: true, index: false, serveStatic }),
  )
  // A tab of an older build requests a file that is gone: a page instead of the file would be run as a script.
  app.use('/assets', (_request, response) => {
    response.removeHeader('Content-Encoding')
    response.status(404).type('text/plain').setHeader('Cache-Control', 'no-store').send('This file is gone.')
  })
  // sw.js, the manifest, the icons: their names stay, so browsers revalidate them.
  app.use(express.static(clientDir, { ...options, cacheControl: false, setHeaders: forbidUnaskedCaching }))
}

/** Overwritten when no file matches. */
const nameFile: RequestHandler = (_request, response, next) => {
  response.locals.nameRoute('file')
  next()
}

/** This code is in build/server or, where the bundler makes a chunk of it, a folder below. */
function getClientDir(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = ['..', '../..'].map((up) => join(here, up, 'client')).find((folder) => existsSync(folder))
  if (found === undefined) throw new Error('The folder build/client is missing; run "npm run build".')
  return found
}

const forbidUnaskedCaching = (response: { setHeader(name: string, value: string): unknown }) => {
  response.setHeader('Cache-Control', 'no-cache')
}

const respondError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error)
  if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_URL') {
    sendError(response, 400, { code: 'invalid', message: 'The address or the Host header is not valid.' })
    return
  }
  const refused = findRefusedFile(error)
  if (refused !== undefined) {
    // They were meant for the file: a cache would keep the refusal in its place.
    for (const name of FILE_HEADERS) response.removeHeader(name)
    response.setHeader('Cache-Control', 'no-store')
    sendError(response, refused, { code: 'invalid', message: 'The file is not as this request expects it.' })
    return
  }
  const requestId = String(request.headers[REQUEST_ID_HEADER])
  const outage = findOutage(error)
  if (outage !== undefined) {
    if (outage === 'away') response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS))
    const code = outage === 'away' ? 'unavailable' : 'insufficient_storage'
    sendError(response, outage === 'away' ? 503 : 507, { code, message: OUTAGE_SENTENCES[outage], requestId })
    return
  }
  logFailure(`${request.method} request failed (request ${requestId})`, error)
  sendError(response, 500, { code: 'internal', message: 'Something went wrong on the server.', requestId })
}

const FILE_HEADERS = ['Content-Encoding', 'Content-Type', 'ETag', 'Last-Modified', 'Accept-Ranges']

/** The status of a file that was found and refused: a part that it does not have (416), a condition that does not hold (412). */
function findRefusedFile(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return status === 412 || status === 416 ? status : undefined
}

function sendError(
  response: Response,
  status: number,
  error: { code: string; message: string; requestId?: string },
): void {
  response.status(status).json({ error })
}

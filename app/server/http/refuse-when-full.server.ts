import type { RequestHandler } from 'express'
import type { Services } from '../services.server.ts'

import { OUTAGE_SENTENCES } from './outage.server.ts'
import { toPagePath } from './route-names.server.ts'

/**
 * Reading, deleting and signing in and out need next to no space; sync is checked once it is known whether it has
 * pushes.
 */
const TAKEN_METHODS = ['GET', 'HEAD', 'DELETE']
const TAKEN_PATHS = ['/sign-in', '/sign-out', '/account', '/api/sync', '/auth/google']
const TAKEN_PREFIX = '/api/auth/'

/** Whether the disk has so little left that nothing new is stored. */
export const isDiskLow = (services: Services): boolean => services.freeSpace?.isLow() ?? false

/** Before Postgres itself finds no space: then it stops, and reads fail too. */
export const createRefuseWhenFull =
  (services: Services): RequestHandler =>
  ({ method, path }, response, next) => {
    const isTaken =
      TAKEN_METHODS.includes(method) ||
      TAKEN_PATHS.includes(toPagePath(path)) ||
      path.startsWith(TAKEN_PREFIX)
    if (isTaken || !isDiskLow(services)) return next()
    response.status(507)
    if (path.startsWith('/api/')) {
      response.json({ error: { code: 'insufficient_storage', message: OUTAGE_SENTENCES.full } })
    } else {
      response.type('text/plain').send(`${OUTAGE_SENTENCES.full}\n`)
    }
  }

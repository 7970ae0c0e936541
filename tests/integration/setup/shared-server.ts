import { readFileSync } from 'node:fs'
import { afterAll, expect, inject } from 'vitest'
import type { SharedServer } from './shared-server.global.ts'
import { unexpectedErrors } from './unexpected-errors.ts'

/**
 * The server, and its database, shared by all files that change none of its settings. They run at the same time: a
 * test uses accounts of its own and reads only their rows and files.
 */
export function getSharedServer(): SharedServer {
  const server = inject('sharedServer')
  afterAll(() => {
    expect(unexpectedErrors(readFileSync(server.errorsFile, 'utf8'))).toEqual([])
  })
  return server
}

import { z } from 'zod'
import { projectDataSchema } from '#app/document/model/schema.ts'
import { createErrorResponse } from '../http/api-errors.server.ts'
import { findStorageIssues } from '../http/storable-json.server.ts'
import type { Services } from '../services.server.ts'

import { findBoundsIssue } from '../sync/document-bounds.server.ts'

const revision = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const idSchema = z.guid()

/** The body is stored as sent: parsing only checks it, so fields of newer clients pass through unchanged. */
export const createProjectWriteSchema = (services: Services) =>
  z.object({
    name: createNameSchema(services),
    data: projectDataSchema.check((context) => checkBounds(services, context)),
    baseRevision: revision,
  })

const checkBounds = (
  services: Services,
  context: { value: object; issues: { push(issue: object): unknown } },
) => {
  const message = findBoundsIssue(context.value, services.environment.limits.projectMaxKeys)
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value })
}

export const projectDeleteSchema = z.object({ baseRevision: revision.optional() }).optional()

const createNameSchema = (services: Services) => {
  const { nameMaxLength } = services.environment.limits
  return z
    .string('A project needs a name')
    .refine((name) => name.trim() !== '', 'A project needs a name')
    .max(nameMaxLength, `A name has at most ${nameMaxLength} characters`)
}

export type ParsedName = { kind: 'valid'; name: string } | { kind: 'invalid'; message: string }

/** The name typed into a form, trimmed, or the sentence to show beside the field. */
export function parseProjectName(services: Services, value: unknown): ParsedName {
  const parsed = createNameSchema(services).safeParse(typeof value === 'string' ? value.trim() : value)
  if (!parsed.success) {
    return { kind: 'invalid', message: `${parsed.error.issues[0]?.message ?? 'A project needs a name'}.` }
  }
  const [issue] = findStorageIssues(parsed.data, 1)
  if (issue) return { kind: 'invalid', message: 'The name holds a character that cannot be stored.' }
  return { kind: 'valid', name: parsed.data }
}

/** A project id from an address, in lower case; anything else names nothing, so it is 404 and not 400. */
export function requireProjectId(value: string | undefined): string {
  if (!idSchema.safeParse(value).success || value === undefined) throw createProjectNotFound()
  return value.toLowerCase()
}

export const createProjectNotFound = () =>
  createErrorResponse('not_found', 'There is no such project in your account.')

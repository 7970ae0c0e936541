import { z } from 'zod'

/**
 * The wire of /api/projects, read on both sides. `data` stays unknown here: `parseProject` judges it, so that a document
 * of a newer build is told from a broken one.
 */
const revision = z.int().min(0)
const timestamp = z.iso.datetime({ offset: true })

/** The header that names the account a client believes it works for; the server refuses another's session (F34). */
export const ACCOUNT_HEADER = 'x-appframes-account'

export const listedProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision,
  updatedAt: timestamp,
  deletedAt: timestamp.nullish(),
})
export type ListedProject = z.infer<typeof listedProjectSchema>

export const projectListSchema = z.object({ projects: z.array(listedProjectSchema) })

export const serverProjectSchema = listedProjectSchema.extend({
  data: z.unknown(),
  createdAt: timestamp.optional(),
})
export type ServerProject = z.infer<typeof serverProjectSchema>

export const acceptedSchema = z.object({ id: z.string(), revision })

export const conflictSchema = z.object({ server: serverProjectSchema.nullable() })

export const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

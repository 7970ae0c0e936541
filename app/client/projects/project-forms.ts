import * as z from 'zod/mini'
import { projectIdSchema } from '#app/document/model/ids.ts'

// The forms of the list and of a project, once for the clientAction, the server's action and the log of pending actions.

const rename = z.object({ intent: z.literal('rename'), id: projectIdSchema, name: z.string() })
const remove = z.object({ intent: z.literal('delete'), id: projectIdSchema })
const undelete = z.object({ intent: z.literal('undelete'), id: projectIdSchema })

const repeatable = [rename, remove, undelete] as const
/** Forms of the list that may be carried out twice: the second time changes nothing. */
export const repeatableFormSchema = z.discriminatedUnion('intent', repeatable)

const listFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create') }),
  z.object({ intent: z.literal('import-sample') }),
  z.object({ intent: z.literal('duplicate'), id: projectIdSchema }),
  ...repeatable,
])
export type ListForm = z.infer<typeof listFormSchema>

/** The project is the one in the page's address. `commit` flushes the browser session's queue. */
const projectFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('commit') }),
  z.omit(rename, { id: true }),
  z.omit(remove, { id: true }),
  z.omit(undelete, { id: true }),
])
export type ProjectForm = z.infer<typeof projectFormSchema>

export const incompleteForm = 'This form is not complete. Reload the page and try again.'

/** `undefined`: a form of another version, or one with a field missing. */
export const parseListForm = (form: FormData): ListForm | undefined =>
  listFormSchema.safeParse(Object.fromEntries(form)).data

export const parseProjectForm = (form: FormData): ProjectForm | undefined =>
  projectFormSchema.safeParse(Object.fromEntries(form)).data

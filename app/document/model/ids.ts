import * as z from 'zod/mini'

// Without a language zod/mini says "Invalid input" of everything; people read the issues of a damaged project.
z.config(z.locales.en())

/** Branded ids: one kind of id cannot be passed where another is meant. */
export const projectIdSchema = z.guid().brand<'ProjectId'>()
export type ProjectId = z.infer<typeof projectIdSchema>

/** Maximum length of a key of an id-keyed map, in UTF-16 units. */
export const longestKey = 100

/** Keys of id-keyed maps. `__proto__` and similar names would reach the prototype, so the schema rejects them. */
const mapKeySchema = z.string().check(
  z.minLength(1),
  z.maxLength(longestKey),
  z.refine((key) => !['__proto__', 'constructor', 'prototype'].includes(key), 'is a reserved word'),
)

export const screenIdSchema = mapKeySchema.brand<'ScreenId'>()
export type ScreenId = z.infer<typeof screenIdSchema>

export const elementIdSchema = mapKeySchema.brand<'ElementId'>()
export type ElementId = z.infer<typeof elementIdSchema>

export const groupIdSchema = mapKeySchema.brand<'GroupId'>()
export type GroupId = z.infer<typeof groupIdSchema>

/** The media library's `cloudId`: minted on import, the same on every device. */
export const mediaIdSchema = z.string().check(z.minLength(1), z.maxLength(100)).brand<'MediaId'>()
export type MediaId = z.infer<typeof mediaIdSchema>

/** A row of the size catalogue, for example `iphone-69`. Unknown ids are kept: a newer build may know them. */
export const canvasSizeIdSchema = mapKeySchema.brand<'CanvasSizeId'>()
export type CanvasSizeId = z.infer<typeof canvasSizeIdSchema>

/** A BCP 47 tag, for example `en-US`. */
export const localeSchema = mapKeySchema.brand<'Locale'>()
export type Locale = z.infer<typeof localeSchema>

/** Randomness is a port: callers pass `crypto.randomUUID` in the browser and a counter in tests. */
export type MintId = () => string

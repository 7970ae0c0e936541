import * as z from 'zod/mini'
import { backgroundSchema, gradientStops } from './background-schema.ts'
import { drawingSchema } from './drawing-schema.ts'
import { effectsSchema } from './effects-schema.ts'
import {
  canvasSizeIdSchema,
  elementIdSchema,
  groupIdSchema,
  localeSchema,
  mediaIdSchema,
  projectIdSchema,
  screenIdSchema,
} from './ids.ts'
import { angleDegrees, colour, length, positiveLength, unitInterval } from './measures.ts'
import { ownFrameSchema } from './own-frame.ts'
import { readableVersions } from './schema-version.ts'
import { shapeKinds } from './shape-kinds.ts'

/**
 * The project document.
 *
 * Lengths are fractions of the canvas width (x, y, width, height, font size, blur …), angles are degrees clockwise,
 * opacity and gradient offsets are 0–1. Every list is an id-keyed map whose items carry a fractional `order` key, so
 * that no path into the document holds an index. Objects are loose: fields of a newer client pass through unchanged.
 */

const order = z.string().check(z.minLength(1), z.maxLength(200))
const name = z.string().check(z.maxLength(200))

export const shadowSchema = z.looseObject({ x: length, y: length, blur: positiveLength, colour })
export type Shadow = z.infer<typeof shadowSchema>

/** A fill that runs across a box, drawn in place of its plain colour. Angles as in CSS: 0° to the top, 90° to the right. */
export const gradientSchema = z.looseObject({
  angle: angleDegrees,
  stops: gradientStops,
})
export type Gradient = z.infer<typeof gradientSchema>

const strokeSchema = z.looseObject({ colour, width: positiveLength })
export type Stroke = z.infer<typeof strokeSchema>

export type Background = z.infer<typeof backgroundSchema>

/** `x`, `y` is the top left corner of the unrotated box; rotation is about the box's centre. */
const elementBase = {
  order,
  name,
  x: length,
  y: length,
  width: positiveLength,
  height: positiveLength,
  rotation: angleDegrees,
  opacity: unitInterval,
  visible: z.boolean(),
  locked: z.boolean(),
  /** Mirrored in its box; a text never is. */
  flipX: z.optional(z.boolean()),
  flipY: z.optional(z.boolean()),
  /** Drawn on every screen of the row it touches; absent: on its own alone. */
  spans: z.optional(z.boolean()),
  /** An entry of the screen's `groups`; one that is not there means no group. */
  groupId: z.optional(groupIdSchema),
  /** Brought by a template set: the next set replaces it. */
  decoration: z.optional(z.literal(true)),
  effects: z.optional(effectsSchema),
}

const tilt = z.looseObject({ x: angleDegrees, y: angleDegrees })
/** In perspective, in degrees about the vertical and horizontal axis; absent: flat. */
const elementTilt = { tilt: z.optional(tilt) }

export const frameElementSchema = z.looseObject({
  ...elementBase,
  type: z.literal('frame'),
  device: z.looseObject({
    /** A row of the device catalogue. Unknown: drawn as a plain rounded frame. */
    deviceId: z.string().check(z.maxLength(100)),
    /** A finish of the catalogue, or a custom colour as #rrggbb. */
    colour: z.string().check(z.maxLength(100)),
    /** `device`: the catalogue's body; `thin`: an even slim bezel; `none`: only the rounded screen. */
    bezel: z.enum(['device', 'thin', 'none']),
    /** Corner radius of the screen as a fraction of the screen's width; absent: the catalogue's. */
    corner: z.optional(unitInterval),
    cutOut: z.boolean(),
    /** Position of a round camera hole; absent: in the middle. */
    cutOutSide: z.optional(z.enum(['left', 'centre', 'right'])),
    /** Side buttons; absent: shown. */
    buttons: z.optional(z.boolean()),
    landscape: z.boolean(),
    /** Drawn instead of the device: then the options above do not apply. */
    ownFrame: z.optional(ownFrameSchema),
  }),
  mediaByLocale: z.record(localeSchema, mediaIdSchema),
  /** Position of the capture in the screen: shift in fractions of the screen's width, zoom 1 = cover. */
  pan: z.looseObject({ x: length, y: length }),
  zoom: z.number().check(z.minimum(0.1), z.maximum(20)),
  /** Degrees about the vertical and horizontal axis. */
  tilt,
  shadow: z.optional(shadowSchema),
})
export type FrameElement = z.infer<typeof frameElementSchema>

export const textStyleSchema = z.looseObject({
  family: z.string().check(z.maxLength(100)),
  size: positiveLength,
  weight: z.number().check(z.minimum(1), z.maximum(1000)),
  colour,
  align: z.enum(['left', 'center', 'right']),
  /** Line height as a multiple of the size, letter spacing as a fraction of the size. */
  lineHeight: z.number().check(z.minimum(0.5), z.maximum(5)),
  letterSpacing: z.number().check(z.minimum(-1), z.maximum(5)),
  /** Absent: balanced, so that the last line is never a single word. */
  wrap: z.optional(z.enum(['balanced', 'greedy'])),
  /** Words are broken by the rules of the language: where lines are balanced, only those too long for a line. */
  hyphenate: z.optional(z.boolean()),
  /** The colour of text between `==`; absent: one that contrasts with `colour`. */
  accentColour: z.optional(colour),
  italic: z.optional(z.boolean()),
  /** Drawn in capitals by the rules of the language; the content keeps its letters. */
  caps: z.optional(z.boolean()),
  /** A sign before each paragraph, whose lines stand beside it. */
  list: z.optional(z.enum(['bullets', 'dashes', 'checks', 'numbers'])),
  /** Across the whole block, in place of `colour`. */
  gradient: z.optional(gradientSchema),
  /** Around the letters, outside them. */
  stroke: z.optional(strokeSchema),
  shadow: z.optional(shadowSchema),
  /** A filled box behind the text; padding and radius in fractions of the canvas width. */
  pill: z.optional(
    z.looseObject({ colour, paddingX: positiveLength, paddingY: positiveLength, radius: positiveLength }),
  ),
})
export type TextStyle = z.infer<typeof textStyleSchema>

/** Lines wrap at `width`; without `fit` the drawn height follows from the text and `height` is the last measured one. */
export const textElementSchema = z.looseObject({
  ...elementBase,
  ...elementTilt,
  type: z.literal('text'),
  contentByLocale: z.record(localeSchema, z.string().check(z.maxLength(10_000))),
  style: textStyleSchema,
  /** Sizes between which the text fills the box; `style.size` is then ignored, and `height` is the box's own. */
  fit: z.optional(z.looseObject({ min: positiveLength, max: positiveLength })),
  /** Present: one fitted size for all languages of the text. */
  fitGroup: z.optional(z.string().check(z.maxLength(100))),
})
export type TextElement = z.infer<typeof textElementSchema>

export const imageElementSchema = z.looseObject({
  ...elementBase,
  ...elementTilt,
  type: z.literal('image'),
  mediaByLocale: z.record(localeSchema, mediaIdSchema),
  fit: z.enum(['cover', 'contain', 'stretch']),
  corner: z.optional(positiveLength),
  /** Inside the edge. */
  stroke: z.optional(strokeSchema),
  shadow: z.optional(shadowSchema),
})
export type ImageElement = z.infer<typeof imageElementSchema>

/** Enlarges a region of a frame: its centre in fractions of the frame's box, and how many times larger. */
export const lensSchema = z.looseObject({
  frameId: elementIdSchema,
  x: unitInterval,
  y: unitInterval,
  zoom: z.number().check(z.minimum(1), z.maximum(10)),
})
export type Lens = z.infer<typeof lensSchema>

export const shapeElementSchema = z.looseObject({
  ...elementBase,
  ...elementTilt,
  type: z.literal('shape'),
  shape: z.enum(shapeKinds),
  /** For a line and an arrow: the colour of the stroke. */
  fill: colour,
  /** Points of a star, corners of a polygon, scallops of a badge, leaves of a laurel's branch, stars of a rating. */
  points: z.optional(z.int().check(z.minimum(3), z.maximum(40))),
  corner: z.optional(positiveLength),
  stroke: z.optional(strokeSchema),
  gradient: z.optional(gradientSchema),
  /** Full stars of a rating. */
  value: z.optional(z.number().check(z.minimum(0), z.maximum(40))),
  /** With the shape of this name. */
  drawing: z.optional(drawingSchema),
  /** One emoji, drawn by the bundled font. */
  emoji: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  lens: z.optional(lensSchema),
  shadow: z.optional(shadowSchema),
})
export type ShapeElement = z.infer<typeof shapeElementSchema>

export const elementSchema = z.discriminatedUnion('type', [
  frameElementSchema,
  textElementSchema,
  imageElementSchema,
  shapeElementSchema,
])
export type Element = z.infer<typeof elementSchema>
export type ElementType = Element['type']

export const orientationSchema = z.enum(['portrait', 'landscape'])
export type Orientation = z.infer<typeof orientationSchema>

/**
 * A group of elements. It is drawn and listed where its front element is; `order` keeps the entry's place among maps of
 * entries. Without elements it is not shown.
 */
export const groupSchema = z.looseObject({
  name,
  order,
  /** The group around it; one that is not there, or that leads back here, means none. */
  parent: z.optional(groupIdSchema),
})
export type Group = z.infer<typeof groupSchema>

export const screenSchema = z.looseObject({
  id: screenIdSchema,
  order,
  name,
  orientation: orientationSchema,
  background: backgroundSchema,
  elements: z.record(elementIdSchema, elementSchema),
  groups: z.optional(z.record(groupIdSchema, groupSchema)),
})
export type Screen = z.infer<typeof screenSchema>

const removable = (field: z.core.$ZodType) => z.optional(z.nullable(field))

type Fields = Readonly<Record<string, z.core.$ZodType>>
const removableFields = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, removable(field)]))

/**
 * Fields of one element that differ from its master's, `null` for one that is removed here. `style`, `device` and the
 * maps by language are sparse as well; any other value is whole.
 */
export const elementOverrideSchema = z.looseObject({
  ...removableFields({
    ...frameElementSchema.shape,
    ...imageElementSchema.shape,
    ...shapeElementSchema.shape,
    ...textElementSchema.shape,
    fit: z.union([imageElementSchema.shape.fit, textElementSchema.shape.fit]),
    mediaByLocale: z.record(localeSchema, z.nullable(mediaIdSchema)),
    contentByLocale: z.record(
      localeSchema,
      z.nullable(textElementSchema.shape.contentByLocale.def.valueType),
    ),
    device: z.looseObject(removableFields(frameElementSchema.shape.device.shape)),
    style: z.looseObject(removableFields(textStyleSchema.shape)),
  }),
  /** Only an element of the size's own has a type. */
  type: z.optional(z.never()),
})
export type ElementOverride = Readonly<Record<string, unknown>>

/** A screen that follows one of another size: laid out anew for its own canvas, with the overrides on top. */
export const linkedScreenSchema = z.looseObject({
  id: screenIdSchema,
  /** Its own place in the row; absent: the master's. */
  order: z.optional(order),
  linkedTo: z.looseObject({ canvasSizeId: canvasSizeIdSchema, screenId: screenIdSchema }),
  overrides: z.looseObject({
    name: z.optional(name),
    orientation: z.optional(orientationSchema),
    background: z.optional(backgroundSchema),
    /** By the ids of the master's elements; `null` for a hidden one. An element of the size's own is whole. */
    elements: z.optional(
      z.record(elementIdSchema, z.union([z.null(), elementSchema, elementOverrideSchema])),
    ),
    /** Left out of this size. */
    hidden: z.optional(z.literal(true)),
  }),
  elements: z.optional(z.never()),
})
export type LinkedScreen = z.infer<typeof linkedScreenSchema>
export type Overrides = LinkedScreen['overrides']

export const storedScreenSchema = z.union([screenSchema, linkedScreenSchema])
export type StoredScreen = Screen | LinkedScreen

/** One background spanning the named screens as a panorama, in their order. */
export const sharedBackgroundSchema = z.looseObject({
  background: backgroundSchema,
  screens: z.record(screenIdSchema, z.literal(true)),
})
export type SharedBackground = z.infer<typeof sharedBackgroundSchema>

/** Sent with other changes, last write wins: never dirty, never a conflict, never a push by itself. */
export const viewSchema = z.looseObject({
  canvasSizeId: z.optional(canvasSizeIdSchema),
  screenId: z.optional(screenIdSchema),
  elementId: z.optional(elementIdSchema),
  locale: z.optional(localeSchema),
  /** 1 = the row of screens fits the stage's height. */
  zoom: z.optional(z.number().check(z.minimum(0.01), z.maximum(64))),
})
export type View = z.infer<typeof viewSchema>

const dataOf = <StoredOrWhole extends z.core.$ZodType>(screen: StoredOrWhole) =>
  z.looseObject({
    schemaVersion: z.literal(readableVersions),
    screensByCanvasSize: z.record(canvasSizeIdSchema, z.record(screenIdSchema, screen)),
    sharedBackgrounds: z.optional(z.record(canvasSizeIdSchema, sharedBackgroundSchema)),
    locales: z.optional(z.record(localeSchema, z.looseObject({ order }))),
    /** The pictures' file names when they were added; names the missing one where a file has not arrived. */
    mediaNames: z.optional(z.record(mediaIdSchema, name)),
    /** The set that gave the screens their design; screens added later follow it. `colours` where they are not its own. */
    templateSet: z.optional(
      z.looseObject({
        id: z.string().check(z.maxLength(100)),
        colours: z.optional(z.record(z.string(), colour)),
      }),
    ),
    view: z.optional(viewSchema),
  })

const projectOf = <Data extends ReturnType<typeof dataOf<z.core.$ZodType>>>(data: Data) =>
  z.extend(data, { id: projectIdSchema, name: name.check(z.minLength(1)) })

/** The `data` of the HTTP contract: the document without id and name, which have columns of their own. */
export const projectDataSchema = dataOf(storedScreenSchema)
export type ProjectData = z.infer<typeof projectDataSchema>

/** The document as stored, sent and merged: screens of other sizes may be linked and sparse. */
export const projectSchema = projectOf(projectDataSchema)
export type ProjectDocument = z.infer<typeof projectSchema>

/** The project as drawn and edited: every screen is whole (`resolveProject`). */
export type Project = z.infer<ReturnType<typeof projectOf<ReturnType<typeof dataOf<typeof screenSchema>>>>>

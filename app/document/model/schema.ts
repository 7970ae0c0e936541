import { z } from 'zod'
import {
  canvasSizeIdSchema,
  elementIdSchema,
  localeSchema,
  mediaIdSchema,
  projectIdSchema,
  screenIdSchema,
} from './ids.ts'

/**
 * The project document, schemaVersion 1.
 *
 * Lengths are fractions of the canvas width (x, y, width, height, font size, blur …), angles are degrees clockwise,
 * opacity and gradient offsets are 0–1. Every list is an id-keyed map whose items carry a fractional `order` key, so
 * that no path into the document holds an index. Objects are loose: fields of a newer client pass through unchanged.
 */
export const SCHEMA_VERSION = 1

const length = z.number().min(-100).max(100)
const positiveLength = z.number().min(0).max(100)
const angleDegrees = z.number().min(-3600).max(3600)
const unitInterval = z.number().min(0).max(1)
const order = z.string().min(1).max(200)
const colour = z.string().regex(/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i, 'must be #rrggbb or #rrggbbaa')
const name = z.string().max(200)

export const shadowSchema = z.looseObject({ x: length, y: length, blur: positiveLength, colour })
export type Shadow = z.infer<typeof shadowSchema>

const gradientStop = z.looseObject({ offset: unitInterval, colour })

/** `x`, `y`, `radius` of a radial gradient are fractions of the canvas width and measured from the top left. */
export const backgroundSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('colour'), colour }),
  z.looseObject({
    type: z.literal('linear'),
    angle: angleDegrees,
    stops: z.array(gradientStop).min(2).max(16),
  }),
  z.looseObject({
    type: z.literal('radial'),
    x: length,
    y: length,
    radius: positiveLength,
    stops: z.array(gradientStop).min(2).max(16),
  }),
  z.looseObject({
    type: z.literal('image'),
    media: mediaIdSchema,
    fit: z.enum(['cover', 'contain', 'stretch']),
    /** The colour where the picture does not reach; opaque, because Apple rejects alpha. */
    colour,
    blur: positiveLength.optional(),
    dim: unitInterval.optional(),
  }),
])
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
}

export const frameElementSchema = z.looseObject({
  ...elementBase,
  type: z.literal('frame'),
  device: z.looseObject({
    /** A row of the device catalogue. Unknown: drawn as a plain rounded frame. */
    deviceId: z.string().max(100),
    /** A finish of the catalogue, or a custom colour as #rrggbb. */
    colour: z.string().max(100),
    /** `device`: the catalogue's body; `thin`: an even slim bezel; `none`: only the rounded screen. */
    bezel: z.enum(['device', 'thin', 'none']),
    /** Corner radius of the screen as a fraction of the screen's width; absent: the catalogue's. */
    corner: unitInterval.optional(),
    cutOut: z.boolean(),
    /** Position of a round camera hole; absent: in the middle. */
    cutOutSide: z.enum(['left', 'centre', 'right']).optional(),
    /** Side buttons; absent: shown. */
    buttons: z.boolean().optional(),
    landscape: z.boolean(),
  }),
  mediaByLocale: z.record(localeSchema, mediaIdSchema),
  /** Position of the capture in the screen: shift in fractions of the screen's width, zoom 1 = cover. */
  pan: z.looseObject({ x: length, y: length }),
  zoom: z.number().min(0.1).max(20),
  /** Degrees about the vertical and horizontal axis. */
  tilt: z.looseObject({ x: angleDegrees, y: angleDegrees }),
  shadow: shadowSchema.optional(),
})
export type FrameElement = z.infer<typeof frameElementSchema>

export const textStyleSchema = z.looseObject({
  family: z.string().max(100),
  size: positiveLength,
  weight: z.number().min(1).max(1000),
  colour,
  align: z.enum(['left', 'center', 'right']),
  /** Line height as a multiple of the size, letter spacing as a fraction of the size. */
  lineHeight: z.number().min(0.5).max(5),
  letterSpacing: z.number().min(-1).max(5),
  /** Absent: balanced, so that the last line is never a single word. */
  wrap: z.enum(['balanced', 'greedy']).optional(),
  /** The colour of text between `==`; absent: one that contrasts with `colour`. */
  accentColour: colour.optional(),
  shadow: shadowSchema.optional(),
  /** A filled box behind the text; padding and radius in fractions of the canvas width. */
  pill: z
    .looseObject({ colour, paddingX: positiveLength, paddingY: positiveLength, radius: positiveLength })
    .optional(),
})
export type TextStyle = z.infer<typeof textStyleSchema>

/** Lines wrap at `width`; without `fit` the drawn height follows from the text and `height` is the last measured one. */
export const textElementSchema = z.looseObject({
  ...elementBase,
  type: z.literal('text'),
  contentByLocale: z.record(localeSchema, z.string().max(10_000)),
  style: textStyleSchema,
  /** Sizes between which the text fills the box; `style.size` is then ignored, and `height` is the box's own. */
  fit: z.looseObject({ min: positiveLength, max: positiveLength }).optional(),
  /** Present: one fitted size for all languages of the text. */
  fitGroup: z.string().max(100).optional(),
})
export type TextElement = z.infer<typeof textElementSchema>

export const imageElementSchema = z.looseObject({
  ...elementBase,
  type: z.literal('image'),
  mediaByLocale: z.record(localeSchema, mediaIdSchema),
  fit: z.enum(['cover', 'contain', 'stretch']),
  corner: positiveLength.optional(),
  shadow: shadowSchema.optional(),
})
export type ImageElement = z.infer<typeof imageElementSchema>

export const shapeElementSchema = z.looseObject({
  ...elementBase,
  type: z.literal('shape'),
  shape: z.enum(['rectangle', 'ellipse', 'line', 'arrow', 'star', 'polygon', 'badge']),
  /** For a line and an arrow: the colour of the stroke. */
  fill: colour,
  /** Points of a star, corners of a polygon, scallops of a badge. */
  points: z.number().int().min(3).max(40).optional(),
  corner: positiveLength.optional(),
  stroke: z.looseObject({ colour, width: positiveLength }).optional(),
  shadow: shadowSchema.optional(),
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

export const screenSchema = z.looseObject({
  id: screenIdSchema,
  order,
  name,
  orientation: orientationSchema,
  background: backgroundSchema,
  elements: z.record(elementIdSchema, elementSchema),
})
export type Screen = z.infer<typeof screenSchema>

/** One background spanning the named screens as a panorama, in their order. */
export const sharedBackgroundSchema = z.looseObject({
  background: backgroundSchema,
  screens: z.record(screenIdSchema, z.literal(true)),
})
export type SharedBackground = z.infer<typeof sharedBackgroundSchema>

/** Sent with other changes, last write wins: never dirty, never a conflict, never a push by itself. */
export const viewSchema = z.looseObject({
  canvasSizeId: canvasSizeIdSchema.optional(),
  screenId: screenIdSchema.optional(),
  elementId: elementIdSchema.optional(),
  locale: localeSchema.optional(),
  /** 1 = the row of screens fits the stage's height. */
  zoom: z.number().min(0.01).max(64).optional(),
})
export type View = z.infer<typeof viewSchema>

/** The `data` of the HTTP contract: the document without id and name, which have columns of their own. */
export const projectDataSchema = z.looseObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  screensByCanvasSize: z.record(canvasSizeIdSchema, z.record(screenIdSchema, screenSchema)),
  sharedBackgrounds: z.record(canvasSizeIdSchema, sharedBackgroundSchema).optional(),
  locales: z.record(localeSchema, z.looseObject({ order })).optional(),
  /** The pictures' file names when they were added; names the missing one where a file has not arrived. */
  mediaNames: z.record(mediaIdSchema, name).optional(),
  view: viewSchema.optional(),
})
export type ProjectData = z.infer<typeof projectDataSchema>

export const projectSchema = projectDataSchema.extend({ id: projectIdSchema, name: name.min(1) })
export type Project = z.infer<typeof projectSchema>

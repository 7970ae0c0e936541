import * as z from 'zod/mini'

// The project of appscreen (github.com/YUZU-Hub/appscreen, MIT), as its `app.js` writes it into a backup since April 2026. It
// documents no format of its own and checks nothing, so every field may be absent: it has the value of a new project there.

const amount = (usual: number) => z.catch(z.number().check(z.minimum(-100_000), z.maximum(100_000)), usual)
const flag = (usual: boolean) => z.catch(z.boolean(), usual)
const colour = (usual: string) => z.catch(z.string().check(z.regex(/^#[0-9a-f]{6}$/i)), usual)
const text = (usual = '') => z.catch(z.string().check(z.maxLength(10_000)), usual)
const byLanguage = z.catch(z.record(z.string(), text()), {})
const source = z.catch(z.nullable(z.string()), null)
const part = <Shape extends Parameters<typeof z.looseObject>[0]>(shape: Shape) => {
  const schema = z.looseObject(shape)
  return z.catch(schema, () => schema.parse({}))
}
const list = <Item extends z.core.$ZodType>(item: Item) => z.catch(z.array(item).check(z.maxLength(200)), [])

const stopSchema = z.looseObject({ color: colour('#000000'), position: amount(0) })
const stops = list(stopSchema)

const backgroundSchema = part({
  type: z.catch(z.enum(['gradient', 'solid', 'image']), 'gradient'),
  gradient: part({ angle: amount(135), stops }),
  solid: colour('#1a1a2e'),
  imageSrc: source,
  imageFit: text('cover'),
  imageBlur: amount(0),
  overlayColor: colour('#000000'),
  overlayOpacity: amount(0),
  noise: flag(false),
  noiseIntensity: amount(10),
})
export type AppscreenBackground = z.infer<typeof backgroundSchema>

/** Positions and scale in percent of the canvas, other lengths in its pixels. */
const placementSchema = part({
  scale: amount(70),
  x: amount(50),
  y: amount(60),
  rotation: amount(0),
  perspective: amount(0),
  cornerRadius: amount(24),
  use3D: flag(false),
  rotation3D: part({ x: amount(0), y: amount(0), z: amount(0) }),
  shadow: part({
    enabled: flag(true),
    color: colour('#000000'),
    blur: amount(40),
    opacity: amount(30),
    x: amount(0),
    y: amount(20),
  }),
  frame: part({ enabled: flag(false), color: colour('#1d1d1f') }),
})
export type AppscreenPlacement = z.infer<typeof placementSchema>

const weight = z.catch(z.union([z.string(), z.number()]), '600')

const textSchema = part({
  headlineEnabled: flag(true),
  headlines: byLanguage,
  headlineFont: text(),
  headlineSize: amount(100),
  headlineWeight: weight,
  headlineItalic: flag(false),
  headlineUnderline: flag(false),
  headlineStrikethrough: flag(false),
  headlineColor: colour('#ffffff'),
  headlineGradient: flag(false),
  headlineGradientAngle: amount(90),
  headlineGradientStops: stops,
  position: text('top'),
  offsetY: amount(12),
  lineHeight: amount(110),
  subheadlineEnabled: flag(false),
  subheadlines: byLanguage,
  subheadlineFont: text(),
  subheadlineSize: amount(50),
  subheadlineWeight: z.catch(z.union([z.string(), z.number()]), '400'),
  subheadlineItalic: flag(false),
  subheadlineUnderline: flag(false),
  subheadlineStrikethrough: flag(false),
  subheadlineColor: colour('#ffffff'),
  subheadlineOpacity: amount(70),
  perLanguageLayout: flag(false),
})
export type AppscreenText = z.infer<typeof textSchema>

/** Placed by the centre, in percent of the canvas; `layer` says what it lies behind. */
const elementSchema = z.looseObject({
  type: text(),
  name: text(),
  layer: text('above-text'),
  x: amount(50),
  y: amount(50),
  width: amount(20),
  height: z.catch(z.optional(z.number()), undefined),
  rotation: amount(0),
  opacity: amount(100),
  emoji: text(),
  shapeType: text(),
  fill: colour('#ffffff'),
  cornerRadius: amount(0),
  src: source,
  text: text(),
  texts: byLanguage,
  font: text(),
  fontSize: amount(60),
  fontWeight: weight,
  fontColor: colour('#ffffff'),
  italic: flag(false),
  frame: text('none'),
})
export type AppscreenElement = z.infer<typeof elementSchema>

const screenshotSchema = z.looseObject({
  src: source,
  name: text(),
  localizedImages: z.catch(
    z.record(
      z.string(),
      z.catch(z.looseObject({ src: source, name: text() }), () => ({ src: null, name: '' })),
    ),
    {},
  ),
  background: z.optional(backgroundSchema),
  screenshot: z.optional(placementSchema),
  text: z.optional(textSchema),
  elements: list(elementSchema),
  popouts: list(z.unknown()),
  devices: list(z.unknown()),
})
export type AppscreenScreenshot = z.infer<typeof screenshotSchema>

const projectSchema = z.looseObject({
  id: text(),
  name: text(),
  screenshots: z.array(screenshotSchema).check(z.maxLength(200)),
  outputDevice: text('iphone-6.9'),
  customWidth: amount(1320),
  customHeight: amount(2868),
  currentLanguage: text('en'),
  projectLanguages: z.catch(z.array(z.string()).check(z.maxLength(100)), ['en']),
  defaults: part({ background: backgroundSchema, screenshot: placementSchema, text: textSchema }),
})
export type AppscreenProject = z.infer<typeof projectSchema>

const metaSchema = z.catch(z.array(z.looseObject({ key: text(), value: z.unknown() })), [])
const namesSchema = z.catch(z.array(z.looseObject({ id: text(), name: text() })), [])

/** Every project of a browser, or one; `undefined`: the JSON is of another kind. */
export function readAppscreenProjects(json: unknown): readonly AppscreenProject[] | undefined {
  const dump = z.looseObject({ projects: z.array(projectSchema).check(z.maxLength(500)), meta: metaSchema })
  const whole = z.safeParse(dump, json)
  if (whole.success) {
    const { projects, meta } = whole.data
    const names = namesSchema.parse(meta.find(({ key }) => key === 'projects')?.value)
    return projects.map((project) => ({
      ...project,
      name: names.find(({ id }) => id === project.id)?.name ?? project.name,
    }))
  }
  const backup = z.looseObject({
    type: z.literal('appscreen-project-backup'),
    name: text(),
    data: projectSchema,
  })
  const one = z.safeParse(backup, json)
  return one.success ? [{ ...one.data.data, name: one.data.name || one.data.data.name }] : undefined
}

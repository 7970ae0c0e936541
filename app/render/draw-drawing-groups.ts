import type { Drawing, DrawingClip, DrawingGroup, DrawingPath } from '#app/document/model/drawing-schema.ts'
import type { CreateLayer, DrawContext } from './draw-assets.ts'
import { type DrawingInk, type PathOptions, paintPath, traceShape } from './draw-drawing-path.ts'

export type GroupOptions = {
  size: { width: number; height: number }
  createLayer: CreateLayer | undefined
  /** Absent: everything is drawn in the context's colour. */
  ink?: DrawingInk
  outlinePx: number
}

type Paint = PathOptions & { size: GroupOptions['size']; createLayer: CreateLayer | undefined }

/**
 * Draws all paths of a drawing, those of a group on a layer of their own, which is cut out and masked by other layers:
 * a clip of the canvas would have steps in an export. Without layers groups are clipped so and not masked.
 */
export function paintGrouped(context: DrawContext, drawing: Drawing, options: GroupOptions): void {
  const { size, ...rest } = options
  const toBox = { x: size.width / drawing.width, y: size.height / drawing.height }
  const paint = { ...rest, size, toBox, gradients: drawing.gradients }
  for (const node of planNodes(drawing)) paintNode(context, node, paint)
}

type Node = DrawingPath | { group: DrawingGroup; nodes: Node[] }

const isGroup = (node: Node): node is Extract<Node, { nodes: Node[] }> => 'nodes' in node

const plans = new WeakMap<Drawing, readonly Node[]>()

/** A group stands where its first path does. */
function planNodes(drawing: Drawing): readonly Node[] {
  const { groups, paths } = drawing
  if (groups === undefined) return paths
  const known = plans.get(drawing)
  if (known !== undefined) return known
  const root: Node[] = []
  const open = new Map<string, Node[]>()
  /** A chain that leads back to itself ends at the deepest level. */
  const findNodes = (key: string | undefined, depth = 0): Node[] => {
    if (key === undefined || depth > deepest || !Object.hasOwn(groups, key)) return root
    const [before, group] = [open.get(key), groups[key]]
    if (before !== undefined || group === undefined) return before ?? root
    const nodes: Node[] = []
    open.set(key, nodes)
    findNodes(group.parent, depth + 1).push({ group, nodes })
    return nodes
  }
  for (const path of paths) findNodes(path.group).push(path)
  plans.set(drawing, root)
  return root
}

const deepest = 64

function paintNode(context: DrawContext, node: Node, paint: Paint): void {
  if (!isGroup(node)) paintPath(context, node, paint)
  else if (!paintOnLayer(context, node, paint)) paintClipped(context, node, paint)
}

type GroupNode = Extract<Node, { nodes: Node[] }>

/** A layer over the part of the canvas that the drawing lies on, with the same transform; its place in pixels. */
type Layer = { target: DrawContext; left: number; top: number }

function paintOnLayer(context: DrawContext, { group, nodes }: GroupNode, paint: Paint): boolean {
  const layer = createBoxLayer(context, paint)
  if (layer === 'unseen') return true
  if (layer === undefined) return false
  for (const node of nodes) paintNode(layer.target, node, paint)
  const keepWhere = (draw: (target: DrawContext) => void) => {
    const other = createBoxLayer(context, paint)
    if (other === undefined || other === 'unseen') return
    draw(other.target)
    layer.target.save()
    layer.target.setTransform(1, 0, 0, 1, 0, 0)
    layer.target.globalCompositeOperation = 'destination-in'
    layer.target.drawImage(other.target.canvas, 0, 0)
    layer.target.restore()
  }
  for (const clip of group.clips ?? []) keepWhere((target) => fillClip(target, clip, paint))
  const { mask } = group
  if (mask !== undefined) keepWhere((target) => paintMask(target, mask, paint))
  context.save()
  context.globalAlpha *= group.opacity ?? 1
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.drawImage(layer.target.canvas, layer.left, layer.top)
  context.restore()
  return true
}

/** `unseen`: the drawing lies beside the canvas. `undefined`: there are no layers. */
function createBoxLayer(context: DrawContext, { size, createLayer }: Paint): Layer | 'unseen' | undefined {
  const at = context.getTransform()
  const xs = [0, size.width].flatMap((x) => [0, size.height].map((y) => at.a * x + at.c * y + at.e))
  const ys = [0, size.width].flatMap((x) => [0, size.height].map((y) => at.b * x + at.d * y + at.f))
  const { width, height } = context.canvas
  const left = Math.max(Math.floor(Math.min(...xs)) - 1, 0)
  const top = Math.max(Math.floor(Math.min(...ys)) - 1, 0)
  const right = Math.min(Math.ceil(Math.max(...xs)) + 1, width)
  const bottom = Math.min(Math.ceil(Math.max(...ys)) + 1, height)
  if (!(right > left && bottom > top)) return 'unseen'
  const target = createLayer?.(right - left, bottom - top)
  if (target === undefined) return undefined
  target.setTransform(at.a, at.b, at.c, at.d, at.e - left, at.f - top)
  return { target, left, top }
}

function fillClip(target: DrawContext, { paths }: DrawingClip, { toBox }: Paint): void {
  target.fillStyle = '#000000'
  for (const path of paths) {
    traceShape(target, path, toBox)
    target.fill(path.rule ?? 'nonzero')
  }
}

/**
 * How bright a mask is becomes how opaque its layer is, by two strokes of the brush for each colour: the first takes away
 * what lies below, the second adds the share that is bright. Reading pixels back would cost far more.
 */
function paintMask(target: DrawContext, mask: NonNullable<DrawingGroup['mask']>, paint: Paint): void {
  const { ink, ...rest } = paint
  const plain = ink?.plain ?? '#000000'
  for (const path of mask.paths) {
    const { fill, stroke, ...shape } = path
    const parts = [
      ...(fill === undefined ? [] : [{ ...shape, fill }]),
      ...(stroke === undefined ? [] : [{ ...shape, stroke }]),
    ]
    for (const part of parts) {
      const brush = (operation: GlobalCompositeOperation, change: (colour: string) => string) => {
        target.globalCompositeOperation = operation
        paintPath(target, part, { ...rest, outlinePx: 0, ink: { current: plain, plain, change } })
      }
      if (mask.alpha) brush('source-over', (colour) => colour)
      else {
        brush('destination-out', (colour) => colour)
        brush('lighter', whiteAsBright)
      }
    }
  }
}

/** White, as opaque as the colour is bright and opaque; weights of the filter effects' `luminanceToAlpha`. */
function whiteAsBright(colour: string): string {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const bright = (channel(1) * 0.2126 + channel(3) * 0.7152 + channel(5) * 0.0722) / 255
  const alpha = Math.round(bright * (colour.length === 9 ? channel(7) : 255))
  return `#ffffff${alpha.toString(16).padStart(2, '0')}`
}

function paintClipped(context: DrawContext, { group, nodes }: GroupNode, paint: Paint): void {
  context.save()
  context.globalAlpha *= group.opacity ?? 1
  for (const { paths } of group.clips ?? []) {
    // Several would have to be taken as one, which a clip of the canvas cannot.
    const [first, ...others] = paths
    if (first === undefined || others.length > 0) continue
    traceShape(context, first, paint.toBox)
    context.clip(first.rule ?? 'nonzero')
  }
  for (const node of nodes) paintNode(context, node, paint)
  context.restore()
}

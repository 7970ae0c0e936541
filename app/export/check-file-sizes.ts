import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { formatBytes } from '#app/document/model/format-bytes.ts'
import type { Project } from '#app/document/model/schema.ts'
import { planWholeProject } from './plan-whole-project.ts'
import type { PreflightInput, PreflightItem } from './preflight-item.ts'

/** Files of the last export that are over the limit of their slot; an export makes others only where the design has changed. */
export function checkFileSizes(project: Project, { targets, lastExport }: PreflightInput): PreflightItem[] {
  if (lastExport === undefined) return []
  const wanted = new Set(targets.map((target) => JSON.stringify(Object.entries(target).sort())))
  return planWholeProject(project, lastExport).flatMap(({ path, target }): PreflightItem[] => {
    const { sizeBytes = 0 } = (Object.hasOwn(lastExport.files, path) && lastExport.files[path]) || {}
    const maxBytes = findCanvasSize(target.canvasSizeId)?.maxBytes ?? Number.POSITIVE_INFINITY
    if (sizeBytes <= maxBytes || !wanted.has(JSON.stringify(Object.entries(target).sort()))) return []
    const message = `The last export made a file of ${formatBytes(sizeBytes)}; the store takes ${formatBytes(maxBytes)} at most. Use a simpler background, or JPEG.`
    return [{ kind: 'too-large', level: 'warning', message, at: target }]
  })
}

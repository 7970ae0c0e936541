import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from './export-record.ts'
import { planTargets } from './export-target.ts'
import { takesTarget } from './file-layouts.ts'
import { planChoices } from './plan-export.ts'
import { type FileChoice, type PlannedFile, planFiles } from './planned-file.ts'

/** Another layout or format gives other files: then nothing is known. */
export function isSameNaming(record: ExportRecord, choice: FileChoice & { quality: number }): boolean {
  return (
    record.layout === choice.layout &&
    record.format === choice.format &&
    (choice.format === 'png' || record.quality === choice.quality) &&
    (choice.layout !== 'plain' || record.pattern === choice.pattern)
  )
}

/** Every file that the project would have, whatever is exported this time. */
export function planWholeProject(project: Project, choice: FileChoice): PlannedFile[] {
  const { canvasSizeIds, locales } = planChoices(project)
  const targets = planTargets(project, { canvasSizeIds, locales })
  return planFiles(
    project,
    targets.filter((target) => takesTarget(choice.layout, target)),
    choice,
  )
}

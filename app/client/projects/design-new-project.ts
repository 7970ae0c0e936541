import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import type { EditorTemplates } from '#app/editor/ports/templates.ts'
import type { StartTemplateChoice } from './start-template.ts'

export type DesignNewProject = (project: Project) => Promise<Project>

type DesignOptions = {
  templates: Pick<EditorTemplates, 'load'>
  startTemplate: Pick<StartTemplateChoice, 'get'>
  mintId: MintId
}

/** A new project in the template that was chosen on the list. One that cannot be fetched or is gone changes nothing. */
export function createNewProjectDesign({
  templates,
  startTemplate,
  mintId,
}: DesignOptions): DesignNewProject {
  return async (project) => {
    const chosen = startTemplate.get()
    if (chosen === undefined) return project
    try {
      const [{ applyTemplate }, own] = await Promise.all([
        import('#app/document/template-sets/apply-template.ts'),
        isTemplateId(chosen.id) ? templates.load(chosen.id as ProjectId) : undefined,
      ])
      return applyTemplate(project, { id: chosen.id, own }, { mint: mintId })
    } catch (error) {
      console.warn(`The template ${chosen.name} could not be fetched.`, error)
      return project
    }
  }
}

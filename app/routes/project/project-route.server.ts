import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/route'
import { handleProjectForm, loadProjectPage } from './data.server.ts'

// The server's side of the editor's page and of the page of captions.

export const loadProjectRoute = ({ request, params, context }: Route.LoaderArgs) =>
  loadProjectPage(context.get(servicesContext), request, params.id)

/** The forms of the pages without scripts. */
export const handleProjectRoute = ({ request, params, context }: Route.ActionArgs) =>
  handleProjectForm(context.get(servicesContext), request, params.id)

export const keepActionHeaders: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders ?? new Headers()

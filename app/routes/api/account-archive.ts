import { planArchiveName, streamArchive } from '#app/server/account/account-archive.server.ts'
import { requireAccount } from '#app/server/auth/session.server.ts'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/account-archive'

export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const now = new Date()
    // Nobody would read it.
    const body = request.method === 'HEAD' ? null : streamArchive(services, account.id, now)
    return new Response(body, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${planArchiveName(now)}"`,
        'cache-control': 'private, no-store',
      },
    })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

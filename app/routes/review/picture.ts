import { Readable } from 'node:stream'
import { createErrorResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { listReviewSets } from '#app/server/reviews/plan-review-sets.server.ts'
import { requireReviewer, takePicture } from '#app/server/reviews/review-access.server.ts'
import {
  namePicture,
  openReviewPicture,
  planReviewPictures,
} from '#app/server/reviews/review-pictures.server.ts'
import type { Route } from './+types/picture'

/** One screen as the command line exports it. Kept by the visitor's browser alone, and asked for again each time. */
export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const visit = { token: params.token, take: takePicture }
    const { review, project } = await requireReviewer(services, request, visit)
    const set = listReviewSets(project.document, review).find(
      ({ canvasSizeId, locale }) => canvasSizeId === params.canvasSizeId && locale === params.locale,
    )
    const pictures = set === undefined ? [] : await planReviewPictures(services, { review, project, set })
    const picture = pictures.find(({ screenId }) => screenId === params.screenId)
    if (picture === undefined)
      return createErrorResponse('not_found', 'This review link shows no such screen.')
    const name = await namePicture(services, picture)
    const etag = `"${name}"`
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      vary: 'Cookie',
      'x-robots-tag': 'noindex',
      'content-security-policy': "default-src 'none'; sandbox",
    }
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
    if (request.method === 'HEAD')
      return new Response(null, { headers: { ...headers, 'content-type': 'image/png' } })
    const { body, sizeBytes } = await openReviewPicture(services, { review, picture, name })
    return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream<Uint8Array>, {
      headers: { ...headers, 'content-type': 'image/png', 'content-length': String(sizeBytes) },
    })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

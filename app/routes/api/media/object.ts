import { createErrorResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { isUploadExpected } from '#app/server/media/media-uploads.server.ts'
import { isDiskMediaStorage } from '#app/server/storage/disk-media-storage.server.ts'
import { handleSignedRequest } from '#app/server/storage/disk-responses.server.ts'
import type { Route } from './+types/object'

/** The signed addresses of the disk driver; with a bucket there are none here. */
const response = ({ request, params, context }: Route.LoaderArgs | Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const { storage } = services
    if (isDiskMediaStorage(storage))
      return handleSignedRequest(
        storage,
        { token: params.token, isExpected: (grant) => isUploadExpected(services, grant) },
        request,
      )
    return createErrorResponse('not_found', 'There is nothing at this address.')
  })

export const loader = response
export const action = response

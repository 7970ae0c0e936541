import { createErrorResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { isUploadExpected } from '#app/server/media/media-uploads.server.ts'
import { getStorage } from '#app/server/runtime.server.ts'
import { handleSignedRequest } from '#app/server/storage/disk-answers.server.ts'
import { isDiskMediaStorage } from '#app/server/storage/disk-media-storage.server.ts'
import type { Route } from './+types/object'

/** The signed addresses of the disk driver; with a bucket there are none here. */
const response = ({ request, params }: Route.LoaderArgs | Route.ActionArgs) =>
  handleApi(request, async () => {
    const storage = getStorage()
    if (isDiskMediaStorage(storage))
      return handleSignedRequest(storage, { token: params.token, isExpected: isUploadExpected }, request)
    return createErrorResponse('not_found', 'There is nothing at this address.')
  })

export const loader = response
export const action = response

import { createErrorResponse } from '#app/server/http/api-errors.server.ts'

const response = () => createErrorResponse('not_found', 'There is nothing at this address.')

export const loader = response
export const action = response

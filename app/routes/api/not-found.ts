import { createErrorResponse } from '#app/server/http/api-errors.server.ts'

const answer = () => createErrorResponse('not_found', 'There is nothing at this address.')

export const loader = answer
export const action = answer

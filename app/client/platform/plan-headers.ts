import type { FileRequest } from '#app/sync/api/file-transport.ts'
import { ACCOUNT_HEADER } from '#app/sync/protocol/projects.ts'

/** A signed address carries nothing but what was signed. */
export function planHeaders(
  { headers, isSigned }: FileRequest,
  accountId: string,
): Readonly<Record<string, string>> {
  return isSigned === true ? { ...headers } : { ...headers, [ACCOUNT_HEADER]: accountId }
}

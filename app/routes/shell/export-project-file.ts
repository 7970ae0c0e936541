import { getClient } from '#app/client/get-client.ts'
import { projectIdSchema } from '#app/document/model/ids.ts'

/** Downloads one project as an archive; a failure is shown in a notice. */
export async function exportProjectFile(projectId: string): Promise<void> {
  const { archives } = await getClient()
  await archives.export([projectIdSchema.parse(projectId)])
}

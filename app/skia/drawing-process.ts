import type { MediaId } from '#app/document/model/ids.ts'
import type { DrawingFile, DrawingJob, DrawingReply } from './drawing-messages.ts'
import { encodePicture } from './encode-picture.ts'
import { createDrawer } from './screen-drawer.ts'

// Draws what the server or the command line sends, one after another, and ends with it.

const files = new Map<MediaId, DrawingFile>()
let drawer: { scope: string; draw: ReturnType<typeof createDrawer> } | undefined

async function perform({ id, scope, drawing, files: sent, ...choice }: DrawingJob): Promise<DrawingReply> {
  for (const [mediaId, file] of sent) files.set(mediaId, file)
  if (drawer?.scope !== scope) drawer = { scope, draw: openDrawer() }
  const { draw } = drawer
  try {
    const bytes = await encodePicture(await draw(drawing), { ...drawing, ...choice })
    return { id, kind: 'drawn', bytes }
  } catch (error) {
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  } finally {
    files.clear()
  }
}

const openDrawer = () =>
  createDrawer({
    findName: (mediaId) => files.get(mediaId)?.name,
    read: async (mediaId) => files.get(mediaId),
  })

let last: Promise<unknown> = Promise.resolve()
process.on('message', (job) => {
  last = last.then(async () => process.send?.(await perform(job as DrawingJob)))
})
process.on('disconnect', () => process.exit(0))

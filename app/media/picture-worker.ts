import { type PictureRequest, pictureRequestSchema, type WorkerResult } from './picture-messages.ts'
import { drawThumbnail, processPicture } from './process-picture.ts'

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  void response(pictureRequestSchema.parse(event.data))
})

async function response({ id, fileName, file, task: requested }: PictureRequest): Promise<void> {
  const result: WorkerResult =
    requested === 'import' ? await processPicture(fileName, file) : await drawThumbnail(fileName, file)
  self.postMessage({ id, result })
}

// A rejected promise causes no `error` event on the worker: it is thrown again so that the page's error handler
// receives it.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  setTimeout(() => {
    throw event.reason
  })
})

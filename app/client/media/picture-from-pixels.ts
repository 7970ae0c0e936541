import { canReadCanvas, requireCanvasReads } from '#app/canvas/check-canvas-reads.ts'
import { readVideo } from '#app/media/read-video.ts'

export async function readPoster(video: Blob): Promise<ImageBitmap | undefined> {
  return (await readVideo(video))?.poster
}

/** Workers cannot play a video: what they draw is its poster, in full size. */
export async function createPoster(video: Blob): Promise<Blob | undefined> {
  const poster = await readPoster(video)
  if (poster === undefined) return undefined
  await requireCanvasReads()
  const canvas = new OffscreenCanvas(poster.width, poster.height)
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(poster)
  return canvas.convertToBlob({ type: 'image/png' })
}

/** `undefined` where this browser alters pixels read from a canvas. */
export async function encodePicture(picture: ImageBitmap, fileName: string): Promise<File | undefined> {
  if (!(await canReadCanvas())) return undefined
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], fileName.replace(/\.[^.]+$/, '.png'))
}

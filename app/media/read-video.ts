import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'

/** Reads size and poster of a video on the page: workers have no video element. */
export type VideoInfo = { width: number; height: number; poster: ImageBitmap; thumbnail: Blob | undefined }

const patienceMs = 20_000
const thumbnailSidePx = 256
/** Poster time: the very first picture of a screen recording is often black. */
const posterAtShare = 0.1
const latestPosterS = 1

/** Real size and poster; `undefined` when this browser cannot play the file. */
export async function readVideo(file: Blob): Promise<VideoInfo | undefined> {
  const url = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.preload = 'auto'
  try {
    const loaded = waitFor(video, 'loadeddata')
    video.src = url
    if (!(await loaded)) return undefined
    const { videoWidth: width, videoHeight: height, duration } = video
    if (width === 0 || height === 0) return undefined
    // Recordings from a stream have no length in their header.
    const atS = Number.isFinite(duration) ? Math.min(latestPosterS, duration * posterAtShare) : 0
    if (atS > 0) {
      const sought = waitFor(video, 'seeked')
      video.currentTime = atS
      await sought
    }
    const poster = await createImageBitmap(video)
    return { width, height, poster, thumbnail: await drawThumbnail(poster) }
  } catch (error) {
    console.warn('A video could not be read.', error)
    return undefined
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(url)
  }
}

function waitFor(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs)
    const finishJob = (isGood: boolean) => {
      clearTimeout(timer)
      resolve(isGood)
    }
    video.addEventListener(event, () => finishJob(true), { once: true })
    video.addEventListener('error', () => finishJob(false), { once: true })
  })
}

async function drawThumbnail(poster: ImageBitmap): Promise<Blob | undefined> {
  if (!(await canReadCanvas())) return undefined
  const scale = Math.min(1, thumbnailSidePx / Math.max(poster.width, poster.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(poster.width * scale)),
    Math.max(1, Math.round(poster.height * scale)),
  )
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The browser gave no canvas to draw the poster on.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(poster, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })
}

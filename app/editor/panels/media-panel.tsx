import { IconPhotoPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { createImage } from '#app/document/create-element.ts'
import { setCapture } from '#app/document/edits/set-content.ts'
import type { MediaId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import { findSelection, insertElement, listSelected } from '../actions/element-actions.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import controls from '../controls/controls.module.css'
import { useProject, useSelectedElements, useWorkbench } from '../workbench/use-workbench.ts'
import type { Workbench } from '../workbench/workbench.ts'
import classes from './panels.module.css'

/** The captures this project uses. A click puts one into the selected device, or on the screen as a picture. */
export function MediaPanel() {
  const workbench = useWorkbench()
  const drop = useCaptureDrop()
  const screens = useProject((project) => project.screensByCanvasSize)
  const mediaIds = useMemo(() => listProjectMedia(screens), [screens])
  const selected = useSelectedElements()
  const intoDevice = selected.length === 1 && holdsMedia(selected[0]?.element.type)

  return (
    <>
      {!workbench.readOnly && (
        <div className={classes.padded}>
          <button
            type="button"
            className={controls.button}
            style={{ width: '100%' }}
            onClick={() => drop.pick()}
          >
            <IconPhotoPlus size={16} stroke={1.5} aria-hidden /> Add captures
          </button>
        </div>
      )}
      {mediaIds.length === 0 ? (
        <p className={classes.note}>
          No captures yet. Drop PNG, JPEG or WebP files anywhere, paste them, or add them here.
        </p>
      ) : (
        <>
          <p className={classes.hint}>
            {intoDevice
              ? 'Choose the capture for the selected element.'
              : 'Choose one to add it as a picture.'}
          </p>
          <div className={classes.mediaGrid}>
            {mediaIds.map((mediaId) => (
              <MediaTile key={mediaId} mediaId={mediaId} onUse={() => placeMedia(workbench, mediaId)} />
            ))}
          </div>
        </>
      )}
    </>
  )
}

const holdsMedia = (type: string | undefined) => type === 'frame' || type === 'image'

function placeMedia(workbench: Workbench, mediaId: MediaId): void {
  const ref = findSelection(workbench)
  const [element] = listSelected(workbench)
  const [elementId] = ref?.elementIds ?? []
  const { locale } = workbench.ui.get()
  if (
    ref !== undefined &&
    elementId !== undefined &&
    ref.elementIds.length === 1 &&
    holdsMedia(element?.type)
  ) {
    workbench.edit('Replace capture', (project) =>
      setCapture(project, { ...ref, elementId, locale, mediaId }),
    )
    return
  }
  const picture = workbench.pictures.find(mediaId)
  if (picture === undefined) return
  insertElement(workbench, 'Add picture', (order) =>
    createImage({
      order,
      x: 0.25,
      y: 0.25,
      width: 0.5,
      mediaByLocale: { [locale]: mediaId },
      picturePx: { widthPx: picture.width, heightPx: picture.height },
    }),
  )
}

function MediaTile({ mediaId, onUse }: { mediaId: MediaId; onUse: () => void }) {
  const { pictures, session, readOnly } = useWorkbench()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const name = session.media.findName(mediaId) ?? 'Capture not on this device'
  useEffect(() => {
    const draw = () => {
      const canvas = canvasRef.current
      const picture = pictures.find(mediaId)
      if (canvas === null || picture === undefined) return
      const scale = Math.min(200 / picture.width, 200 / picture.height)
      canvas.width = Math.round(picture.width * scale)
      canvas.height = Math.round(picture.height * scale)
      const context = canvas.getContext('2d')
      if (context === null) return
      context.imageSmoothingQuality = 'high'
      context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    }
    draw()
    return pictures.subscribe(draw)
  }, [pictures, mediaId])
  return (
    <button
      type="button"
      className={classes.media}
      disabled={readOnly}
      title={name}
      aria-label={name}
      onClick={onUse}
    >
      <canvas ref={canvasRef} width={1} height={1} />
      <span>{name}</span>
    </button>
  )
}

function listProjectMedia(screens: Project['screensByCanvasSize']): readonly MediaId[] {
  const ids = new Set<MediaId>()
  for (const ofSize of Object.values<Project['screensByCanvasSize'][keyof Project['screensByCanvasSize']]>(
    screens,
  )) {
    for (const screen of Object.values(ofSize)) {
      if (screen.background.type === 'image') ids.add(screen.background.media)
      for (const element of Object.values(screen.elements)) {
        if (element.type === 'frame' || element.type === 'image')
          for (const mediaId of Object.values(element.mediaByLocale)) ids.add(mediaId)
      }
    }
  }
  return [...ids]
}

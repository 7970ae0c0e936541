import { Button, Group, Modal, Tooltip } from '@mantine/core'
import {
  IconCrop,
  IconFlipHorizontal,
  IconFlipVertical,
  IconPhotoOff,
  IconRotateClockwise2,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { isNoEdit, noEdit, type PictureEdit } from '#app/media/edit-picture.ts'
import { CropBox } from './crop-box.tsx'
import { MediaBadge } from './media-badge.tsx'
import type { MediaItem } from './media-library.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import classes from './media-viewer.module.css'
import { turnCrop } from './plan-crop.ts'
import { describeFile, explainBadge } from './plan-library.ts'
import { useThumbnail } from './use-library.ts'
import type { MediaActions } from './use-media-actions.tsx'

type MediaViewerProps = { item: MediaItem | undefined; actions: MediaActions; onClose: () => void }

/** One file, as large as it fits; crop, turn and flip make a new file and leave this one unchanged. */
export function MediaViewer({ item, actions, onClose }: MediaViewerProps) {
  const [isCropping, setIsCropping] = useState(false)
  const close = () => {
    setIsCropping(false)
    onClose()
  }
  return (
    <Modal
      opened={item !== undefined}
      onClose={close}
      // The first Escape belongs to the crop box.
      closeOnEscape={!isCropping}
      size="min(1040px, 94vw)"
      title={
        <span className={classes.title} translate="no">
          {item?.fileName}
        </span>
      }
      classNames={{ body: classes.body ?? '' }}
    >
      {item !== undefined && (
        <Opened
          key={item.mediaId}
          item={item}
          actions={actions}
          onClose={close}
          isCropping={isCropping}
          setIsCropping={setIsCropping}
        />
      )}
    </Modal>
  )
}

type OpenedProps = MediaViewerProps & {
  item: MediaItem
  isCropping: boolean
  setIsCropping: (isCropping: boolean) => void
}

function Opened({ item, actions, onClose, isCropping, setIsCropping }: OpenedProps) {
  const library = useMediaLibrary()
  const original = useOriginal(item)
  const [edit, setEdit] = useState<PictureEdit>(noEdit)
  const [isSaving, setIsSaving] = useState(false)
  /** The crop from before the crop box was opened, for Escape. */
  const [cropBefore, setCropBefore] = useState(noEdit.crop)
  const isPicture = item.fileType === 'image'
  const isChanged = !isNoEdit(edit)

  async function save() {
    setIsSaving(true)
    const result = await library.addVersion(item, edit)
    setIsSaving(false)
    if (result.kind !== 'imported') {
      if (result.kind === 'refused') actions.showToast(result.message)
      return
    }
    onClose()
    const uses = await library.findUses(item.mediaIds)
    const replaceAll = () => actions.replace(item, result.mediaId)
    if (uses.length === 0) actions.showToast(`Saved as “${result.fileName}”`)
    else actions.offer(`Saved as “${result.fileName}”`, 'Use it everywhere', replaceAll)
  }

  return (
    <>
      <div className={classes.stage}>
        <Picture item={item} original={original} edit={edit}>
          {isCropping && (
            <CropBox
              crop={edit.crop}
              onChange={(crop) => setEdit({ ...edit, crop })}
              onCancel={() => {
                setEdit({ ...edit, crop: cropBefore })
                setIsCropping(false)
              }}
            />
          )}
        </Picture>
      </div>
      <div className={classes.side}>
        <p className={classes.details}>
          {describeFile(item)}
          <br />
          Added {new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(item.addedAtMs)}
        </p>
        <div>
          <MediaBadge item={item} onRetry={() => actions.retry(item)} />
          <p className={classes.details}>{explainBadge(item)}</p>
        </div>
        <span className={classes.spring} />
        {isPicture && original.kind === 'here' && (
          <>
            <Group gap={4} role="toolbar" aria-label="Edit a copy">
              <Tool
                label="Crop"
                icon={IconCrop}
                isOn={isCropping}
                onClick={() => {
                  setCropBefore(edit.crop)
                  setIsCropping(!isCropping)
                }}
              />
              <Tool
                label="Turn right"
                icon={IconRotateClockwise2}
                onClick={() =>
                  setEdit({
                    ...edit,
                    quarterTurns: ((edit.quarterTurns + 1) % 4) as PictureEdit['quarterTurns'],
                    // What was mirrored sideways is mirrored upright when it lies on its side.
                    flipX: edit.flipY,
                    flipY: edit.flipX,
                    crop: turnCrop(edit.crop),
                  })
                }
              />
              <Tool
                label="Flip left and right"
                icon={IconFlipVertical}
                onClick={() =>
                  setEdit({
                    ...edit,
                    flipX: !edit.flipX,
                    crop: { ...edit.crop, x: 1 - edit.crop.x - edit.crop.width },
                  })
                }
              />
              <Tool
                label="Flip top and bottom"
                icon={IconFlipHorizontal}
                onClick={() =>
                  setEdit({
                    ...edit,
                    flipY: !edit.flipY,
                    crop: { ...edit.crop, y: 1 - edit.crop.y - edit.crop.height },
                  })
                }
              />
            </Group>
            <Button disabled={!isChanged} loading={isSaving} onClick={() => void save()}>
              Save as a new version
            </Button>
            <Button
              variant="subtle"
              color="gray"
              disabled={!isChanged}
              onClick={() => {
                setEdit(noEdit)
                setIsCropping(false)
              }}
            >
              Start over
            </Button>
          </>
        )}
        {original.kind === 'missing' && (
          <p className={classes.details}>
            <IconPhotoOff size={14} stroke={1.75} aria-hidden /> The original cannot be fetched now. It opens
            when there is a connection.
          </p>
        )}
      </div>
    </>
  )
}

type Original = { kind: 'loading' } | { kind: 'missing' } | { kind: 'here'; url: string }

function useOriginal(item: MediaItem): Original {
  const library = useMediaLibrary()
  const [original, setOriginal] = useState<Original>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an arrived original requires another read
  useEffect(() => {
    let url: string | undefined
    let isGone = false
    library.findOriginal(item).then(
      (file) => {
        if (isGone) return
        url = file && URL.createObjectURL(file)
        setOriginal(url === undefined ? { kind: 'missing' } : { kind: 'here', url })
      },
      (error: unknown) => {
        console.warn('An original could not be read.', error)
        if (!isGone) setOriginal({ kind: 'missing' })
      },
    )
    return () => {
      isGone = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [library, item.mediaId, item.isRemote])
  return original
}

function Picture({
  item,
  original,
  edit,
  children,
}: {
  item: MediaItem
  original: Original
  edit: PictureEdit
  children: React.ReactNode
}) {
  const thumbnail = useThumbnail(item.mediaId)
  const isShown = original.kind === 'here' && item.fileType !== 'font'
  const url = isShown ? original.url : thumbnail
  const isOnSide = edit.quarterTurns % 2 === 1
  const [width, height] = isOnSide ? [item.height, item.width] : [item.width, item.height]
  const turn = `scale(${edit.flipX ? -1 : 1}, ${edit.flipY ? -1 : 1}) rotate(${edit.quarterTurns * 90}deg)`
  return (
    <div
      className={classes.picture}
      style={{
        aspectRatio: `${width} / ${height}`,
        width: `min(100%, ${(width / height).toFixed(4)} * var(--stage-height))`,
      }}
    >
      {item.fileType === 'video' && original.kind === 'here' ? (
        // biome-ignore lint/a11y/useMediaCaption: a screen recording of the user's own app
        <video src={original.url} controls playsInline />
      ) : (
        url !== undefined && (
          <img
            src={url}
            alt={item.fileName}
            style={{
              transform: turn,
              ...(isOnSide
                ? { width: `${(height / width) * 100}%`, height: `${(width / height) * 100}%` }
                : { width: '100%', height: '100%' }),
            }}
          />
        )
      )}
      {children}
    </div>
  )
}

function Tool({
  label,
  icon: Icon,
  isOn,
  onClick,
}: {
  label: string
  icon: typeof IconCrop
  isOn?: boolean
  onClick: () => void
}) {
  return (
    <Tooltip label={label}>
      <button type="button" className={classes.tool} aria-label={label} aria-pressed={isOn} onClick={onClick}>
        <Icon size={18} stroke={1.5} aria-hidden />
      </button>
    </Tooltip>
  )
}

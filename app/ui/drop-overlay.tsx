import { IconPhotoPlus } from '@tabler/icons-react'
import { useEffectEvent, useLayoutEffect, useState } from 'react'
import classes from './drop-overlay.module.css'

function carriesFiles(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** The whole page accepts captures, dropped or pasted; the overlay names what may be dropped. */
export function DropOverlay({
  onDropFiles,
  title = 'Drop to start a new project',
  text = 'PNG, JPEG or WebP captures. Each gets its own screen, in a device frame.',
}: {
  onDropFiles: (dropped: DataTransfer) => void
  title?: string
  text?: string
}) {
  const [isOver, setIsOver] = useState(false)
  const dropFiles = useEffectEvent(onDropFiles)

  useLayoutEffect(() => {
    // Enter and leave fire for every element on the way; the counter shows whether the page itself was left.
    let depth = 0
    const controller = new AbortController()
    const listen = (
      type: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      handle: (event: DragEvent) => void,
    ) => window.addEventListener(type, handle, { signal: controller.signal })

    listen('dragenter', (event) => {
      if (!carriesFiles(event)) return
      depth += 1
      setIsOver(true)
    })
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    })
    listen('dragleave', (event) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setIsOver(false)
    })
    listen('drop', (event) => {
      depth = 0
      setIsOver(false)
      if (!carriesFiles(event)) return
      event.preventDefault()
      // Read within the event: `dataTransfer` is emptied afterwards.
      dropFiles(event.dataTransfer)
    })
    window.addEventListener(
      'paste',
      ({ clipboardData, target }) => {
        const isTyping = target instanceof Element && target.matches('input, textarea, [contenteditable]')
        if (clipboardData !== null && clipboardData.files.length > 0 && !isTyping) dropFiles(clipboardData)
      },
      { signal: controller.signal },
    )
    return () => controller.abort()
  }, [])

  if (!isOver) return null
  return (
    <div className={classes.overlay} role="status">
      <div className={classes.frame}>
        <IconPhotoPlus size={40} stroke={1.25} />
        <p className={classes.title}>{title}</p>
        <p className={classes.text}>{text}</p>
      </div>
    </div>
  )
}

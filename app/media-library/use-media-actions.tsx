import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import { markQuotedNames } from '#app/ui/own-words.tsx'
import classes from './media-browser.module.css'
import type { MediaItem, MediaUse } from './media-library.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import { countFiles } from './plan-library.ts'

const undoMs = 8000

export type DeleteQuestion = { items: readonly MediaItem[]; uses: readonly MediaUse[] }

/** The actions shared by tiles, menus, keys and the viewer. */
export function useMediaActions() {
  const library = useMediaLibrary()
  const [question, setQuestion] = useState<DeleteQuestion>()
  const [announcement, setAnnouncement] = useState<ReactNode>('')

  const offer = useCallback((message: string, label?: string, run?: () => Promise<void>) => {
    // With an undo each stands for itself; without, the newest is enough.
    const id = run === undefined ? 'media' : `media ${message}`
    notifications.hide(id)
    const accept = () => {
      notifications.hide(id)
      void run?.()
    }
    // A toast is an alert: it is announced as it appears.
    notifications.show({
      id,
      autoClose: undoMs,
      withCloseButton: true,
      closeButtonProps: { 'aria-label': 'Dismiss' },
      message: (
        <div className={classes.toast}>
          <span className={classes.toastText}>{markQuotedNames(message)}</span>
          {run && (
            <Button size="xs" variant="light" onClick={accept}>
              {label}
            </Button>
          )}
        </div>
      ),
    })
  }, [])

  const showToast = useCallback(
    (message: string, undo?: () => Promise<void>) =>
      offer(message, 'Undo', undo && (() => undo().then(() => setAnnouncement('Undone.')))),
    [offer],
  )

  return useMemo(() => {
    async function deleteNow(items: readonly MediaItem[]) {
      setQuestion(undefined)
      await library.delete(items)
      const what = items.length === 1 ? `“${items[0]?.fileName}”` : countFiles(items.length)
      showToast(`Deleted ${what}`, () => library.undoDelete(items))
    }

    async function replace(item: MediaItem, to: MediaId) {
      const { projectCount, undo } = await library.replaceEverywhere(item, to)
      if (projectCount === 0) showToast(`No project uses “${item.fileName}”, so nothing was replaced`)
      else showToast(`Replaced in ${projectCount === 1 ? 'one project' : `${projectCount} projects`}`, undo)
    }

    return {
      question,
      announcement,
      showToast,
      offer,
      /**
       * An unused file is deleted at once, with undo; for a used one a dialog lists the uses and asks for confirmation.
       */
      async remove(items: readonly MediaItem[]) {
        if (items.length === 0) return
        const uses = await library.findUses(items.flatMap(({ mediaIds }) => mediaIds))
        if (uses.length === 0) await deleteNow(items)
        else setQuestion({ items, uses })
      },
      deleteNow,
      keep: () => setQuestion(undefined),
      replace,
      async replaceByFile(item: MediaItem, file: File) {
        const [result] = await library.importFiles([file], {})
        if (result?.kind === 'imported') {
          if ((result.fileType === 'font') === (item.fileType === 'font')) await replace(item, result.mediaId)
          else showToast(`“${result.fileName}” was added, but it cannot stand in for “${item.fileName}”.`)
        }
        if (result?.kind === 'refused') showToast(result.message)
      },
      retry: (item: MediaItem) => void library.retry(item),
      async rename(item: MediaItem, name: string) {
        await library.rename(item, name)
        setAnnouncement(markQuotedNames(`Renamed to “${name}”.`))
      },
    }
  }, [library, question, announcement, showToast, offer])
}

export type MediaActions = ReturnType<typeof useMediaActions>

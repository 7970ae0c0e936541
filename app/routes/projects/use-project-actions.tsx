import { notifications } from '@mantine/notifications'
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useFetchers, useFormAction, useSubmit } from 'react-router'
import { isTyping } from '#app/ui/keyboard/is-typing.ts'
import { readKeys } from '#app/ui/keyboard/read-keys.ts'
import { OwnWords } from '#app/ui/own-words.tsx'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import type { ProjectCardItem } from './project-list.ts'

type Named = { id: string; name: string }

export type ProjectActions = {
  rename(project: Named, name: string): void
  duplicate(project: Named): void
  /** Done at once, with an undo toast (also Ctrl/Cmd+Z) for eight seconds. */
  remove(project: Named): void
}

/** Pending actions are shown as done: the local store takes milliseconds, a server may take longer. */
function applyPendingForms(
  items: readonly ProjectCardItem[],
  forms: readonly FormData[],
): readonly ProjectCardItem[] {
  const names = new Map<string, string>()
  const removed = new Set<string>()
  for (const form of forms) {
    const id = String(form.get('id'))
    if (form.get('intent') === 'rename') names.set(id, String(form.get('name')))
    if (form.get('intent') === 'delete') removed.add(id)
  }
  if (names.size === 0 && removed.size === 0) return items
  return items
    .filter((item) => !removed.has(item.id))
    .map((item) => ({ ...item, name: names.get(item.id) ?? item.name }))
}

export function useProjectActions() {
  const submit = useSubmit()
  const action = useFormAction()
  const forms = useFetchers().flatMap((fetcher) => (fetcher.formData ? [fetcher.formData] : []))
  const [announcement, setAnnouncement] = useState<ReactNode>('')
  const undoable = useRef<(() => void)[]>([])

  const actions = useMemo<ProjectActions>(() => {
    function announce(before: string, name: string, after: string) {
      setAnnouncement(
        <>
          {before}
          <OwnWords>{name}</OwnWords>
          {after}
        </>,
      )
    }

    function send(intent: string, fields: { id: string; name?: string }) {
      const fetcherKey = `${intent} ${fields.id}`
      void submit({ intent, ...fields }, { method: 'post', action, navigate: false, fetcherKey })
    }

    return {
      rename({ id, name: before }, name) {
        if (name === before) return
        send('rename', { id, name })
        announce('Renamed to ', name, '.')
      },
      duplicate({ id, name }) {
        send('duplicate', { id })
        announce('Duplicated ', name, '.')
      },
      remove({ id, name }) {
        send('delete', { id })
        announce('Deleted ', name, '. Press Control or Command Z to undo.')
        const toastId = `deleted ${id}`
        const undo = () => {
          notifications.hide(toastId)
          send('undelete', { id })
          announce('', name, ' is back.')
        }
        undoable.current.push(undo)
        showUndoToast({
          id: toastId,
          text: (
            <>
              Deleted <OwnWords>“{name}”</OwnWords>
            </>
          ),
          onUndo: undo,
          onClose: () => {
            undoable.current = undoable.current.filter((other) => other !== undo)
          },
        })
      },
    }
  }, [submit, action])

  useLayoutEffect(() => {
    function handleKeyDown(event: KeyboardEvent) {
      if (readKeys(event) !== 'mod+z' || isTyping(event.target)) return
      const undo = undoable.current.pop()
      if (undo === undefined) return
      event.preventDefault()
      undo()
    }
    window.addEventListener('keydown', handleKeyDown)
    return () => window.removeEventListener('keydown', handleKeyDown)
  }, [])

  return {
    actions,
    announcement,
    applyPending: (items: readonly ProjectCardItem[]) => applyPendingForms(items, forms),
  }
}

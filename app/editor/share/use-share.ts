import { useCallback, useEffect, useMemo, useState } from 'react'
import type { VersionsError } from '../ports/history.ts'
import type {
  EditorComment,
  EditorReviews,
  NewReviewLink,
  ReviewLink,
  ReviewLinks,
  ReviewsResult,
} from '../ports/reviews.ts'
import { describeShareError } from './describe-share-error.ts'

type ShareState =
  | { kind: 'loading' }
  | ({ kind: 'ok' } & ReviewLinks)
  | { kind: 'error'; error: VersionsError }

/** Each resolves with whether the server did it. */
export type ShareActions = {
  reload(): void
  create(link: NewReviewLink): Promise<boolean>
  revoke(id: string): Promise<boolean>
  answer(link: ReviewLink, comment: EditorComment, text: string): Promise<boolean>
  resolve(link: ReviewLink, comment: EditorComment, resolved: boolean): Promise<boolean>
}

/** A hint may be lost with a connection. */
const POLL_MS = 60_000

/** The links and comments on the server, kept up to date while the panel is open. */
export function useShare(reviews: EditorReviews) {
  const [state, setState] = useState<ShareState>({ kind: 'loading' })
  const [message, setMessage] = useState('')

  const load = useCallback(async () => {
    const response = await reviews.list()
    setState((before) => {
      if (response.kind === 'ok') return { kind: 'ok', ...response.value }
      // What was known stays on the screen while the server is away.
      return before.kind === 'ok' && response.kind === 'offline' ? before : { kind: 'error', error: response }
    })
    if (response.kind !== 'ok' || document.visibilityState !== 'visible') return
    const shown = listNewest(response.value.links)
    if (shown.length > 0) await reviews.markSeen(shown)
  }, [reviews])

  useEffect(() => {
    void load()
    const stopWatching = reviews.onChange(() => void load())
    const timer = setInterval(() => void load(), POLL_MS)
    return () => {
      stopWatching()
      clearInterval(timer)
    }
  }, [reviews, load])

  const actions = useMemo((): ShareActions => {
    async function perform(done: string, ask: Promise<ReviewsResult<unknown>>): Promise<boolean> {
      const response = await ask
      setMessage(response.kind === 'ok' ? done : describeShareError(response))
      if (response.kind === 'ok') await load()
      return response.kind === 'ok'
    }
    return {
      reload: () => void load(),
      async create(link) {
        setMessage('Making the link…')
        const response = await reviews.create(link)
        if (response.kind !== 'ok') return perform('', Promise.resolve(response))
        const isCopied = await copyText(response.value.url)
        return perform(
          isCopied ? 'The link is made and copied.' : 'The link is made.',
          Promise.resolve(response),
        )
      },
      revoke: (id) => perform('The link is closed.', reviews.revoke(id)),
      answer: (link, comment, text) =>
        perform('Your answer is under the comment.', reviews.answer(link, comment, text)),
      resolve: (link, comment, resolved) =>
        perform(resolved ? 'Resolved.' : 'Open again.', reviews.resolve(link, comment, resolved)),
    }
  }, [reviews, load])

  return { state, actions, message }
}

/** Of each link with unread comments the newest comment; they come in their order. */
export const listNewest = (links: readonly ReviewLink[]): string[] =>
  links.flatMap(({ comments }) =>
    comments.some(({ isUnread }) => isUnread) ? (comments.at(-1)?.id ?? []) : [],
  )

/** A browser may refuse it; the address can still be selected. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    console.info('The address could not be copied.', error)
    return false
  }
}

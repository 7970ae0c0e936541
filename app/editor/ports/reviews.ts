import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { VersionsError } from './history.ts'

export type ReviewAnswer = { id: string; text: string; createdAt: string }

/** Of a reviewer; times as ISO 8601. */
export type EditorComment = {
  id: string
  /** Of its link, from 1: what its pin shows. */
  number: number
  canvasSizeId: CanvasSizeId
  locale: Locale
  /** Absent: about the whole set. */
  screenId?: ScreenId | undefined
  /** Fractions of the screen's width and height; absent: about no place. */
  x?: number | undefined
  y?: number | undefined
  name: string
  text: string
  verdict?: 'approved' | 'changes-requested' | undefined
  createdAt: string
  resolvedAt?: string | undefined
  /** The pictures have changed since. */
  isOutdated: boolean
  isUnread: boolean
  answers: readonly ReviewAnswer[]
}

export type ReviewLink = {
  id: string
  /** Absent: the server cannot show it again. */
  url?: string | undefined
  state: 'open' | 'expired' | 'revoked'
  /** Absent: all. */
  canvasSizeIds?: readonly CanvasSizeId[] | undefined
  locales?: readonly Locale[] | undefined
  hasPassword: boolean
  createdAt: string
  expiresAt: string
  comments: readonly EditorComment[]
}

export type ReviewLinks = {
  links: readonly ReviewLink[]
  /** Older closed links, or more comments, are left out. */
  isCut: boolean
}

export type NewReviewLink = {
  canvasSizeIds: readonly CanvasSizeId[]
  locales: readonly Locale[]
  expiresAt: string
  password?: string | undefined
}

export type ReviewsResult<Value> = { kind: 'ok'; value: Value } | VersionsError

/** Review links of the open project and what was said under them; `app/client` asks the server. */
export interface EditorReviews {
  /** Comments that no device of the account has shown yet. */
  readonly unread: Observable<number>
  /** Edits of this device that reviewers do not see yet. */
  readonly unsynced: Observable<number>
  /** Called when links, comments or answers changed on the server. */
  onChange(listener: () => void): () => void
  list(): Promise<ReviewsResult<ReviewLinks>>
  /** Sends pending edits first, so that the link shows what the editor shows. */
  create(link: NewReviewLink): Promise<ReviewsResult<{ url: string }>>
  revoke(id: string): Promise<ReviewsResult<unknown>>
  answer(link: ReviewLink, comment: EditorComment, text: string): Promise<ReviewsResult<unknown>>
  resolve(link: ReviewLink, comment: EditorComment, resolved: boolean): Promise<ReviewsResult<unknown>>
  /** These comments, and earlier ones of their links, are on the screen. */
  markSeen(commentIds: readonly string[]): Promise<void>
}

import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Services } from '../services.server.ts'
import { listReviewSets, type ReviewSet } from './plan-review-sets.server.ts'
import type { Admitted } from './review-access.server.ts'
import { isOfPictures } from './review-json.server.ts'
import { type Comment, listComments } from './review-links.server.ts'
import { namePicture, planPicturesOfSets, type ReviewPicture } from './review-pictures.server.ts'

export type PageComment = {
  number: number
  screenId: string | undefined
  /** Fractions of the picture's width and height. */
  pin: { x: number; y: number } | undefined
  name: string
  text: string
  verdict: Comment['verdict']
  createdAt: Date
  isResolved: boolean
  /** The picture has changed since. */
  isOutdated: boolean
  answers: { text: string; createdAt: Date }[]
}

export type PageScreen = {
  screenId: string
  number: number
  name: string
  widthPx: number
  heightPx: number
  /** Changes with the pixels, so that a browser never shows a picture of before. */
  version: string
  missing: readonly string[]
  videos: readonly string[]
  comments: readonly PageComment[]
}

export type PageSet = ReviewSet & { sizeName: string }
/** The newest verdict of one reviewer on one set. */
export type PageVerdict = Pick<PageComment, 'name' | 'verdict' | 'createdAt' | 'isOutdated'> & {
  set: PageSet
}

export type ReviewPageData = {
  projectName: string
  /** Of the last change that the server has. */
  updatedAt: Date
  expiresAt: Date
  sets: readonly PageSet[]
  /** Undefined: the project has nothing to show. */
  shown:
    | (PageSet & { pixels: string; screens: readonly PageScreen[]; comments: readonly PageComment[] })
    | undefined
  verdicts: readonly PageVerdict[]
}

/** What a reviewer sees: the chosen set of the link, or its first one. */
export async function readReviewPage(
  services: Services,
  { review, project }: Admitted,
  choice: { canvasSizeId: string | null; locale: string | null },
): Promise<ReviewPageData> {
  const sets = listReviewSets(project.document, review).map(nameSet)
  const comments = await listComments(services, review.id)
  const ofSize = sets.filter(({ canvasSizeId }) => canvasSizeId === choice.canvasSizeId)
  const candidates = ofSize.length > 0 ? ofSize : sets
  const set = candidates.find(({ locale }) => locale === choice.locale) ?? candidates[0]
  const judged = sets.filter((each) =>
    comments.some((comment) => comment.verdict !== null && isOfSet(comment, each)),
  )
  const [pictures = [], ...ofJudged] = await planPicturesOfSets(services, {
    ...{ review, project },
    sets: set === undefined ? [] : [set, ...judged],
  })
  const versions = await Promise.all(pictures.map((picture) => namePicture(services, picture)))
  return {
    projectName: project.document.name,
    updatedAt: project.updatedAt,
    expiresAt: review.expiresAt,
    sets,
    shown:
      set &&
      describeSet(set, {
        pictures: pictures.map((picture, at) => ({ ...picture, version: versions[at] ?? '' })),
        comments: comments.filter((comment) => isOfSet(comment, set)),
      }),
    verdicts: judged.flatMap((each, at) => listVerdicts(each, { comments, pictures: ofJudged[at] ?? [] })),
  }
}

const nameSet = (set: ReviewSet): PageSet => ({
  ...set,
  sizeName: findCanvasSize(set.canvasSizeId)?.name ?? set.canvasSizeId,
})

const isOfSet = (comment: Pick<Comment, 'canvasSizeId' | 'locale'>, set: ReviewSet) =>
  comment.canvasSizeId === set.canvasSizeId && comment.locale === set.locale

type Shown = { pictures: readonly (ReviewPicture & { version: string })[]; comments: readonly Comment[] }

function describeSet(set: PageSet, { pictures, comments }: Shown) {
  const shown = comments.map((comment) => toPageComment(comment, pictures))
  const known = new Set<string>(pictures.map(({ screenId }) => screenId))
  const sizes = new Set(pictures.map(({ drawing }) => `${drawing.widthPx} × ${drawing.heightPx}`))
  return {
    ...set,
    pixels: [...sizes].join(', '),
    screens: pictures.map(
      ({ screenId, number, name, version, missing, videos, drawing }): PageScreen => ({
        ...{ screenId, number, name, missing, videos },
        widthPx: drawing.widthPx,
        heightPx: drawing.heightPx,
        version: version.slice(0, 12),
        comments: shown.filter((comment) => comment.screenId === screenId),
      }),
    ),
    // Of a screen that is gone, too.
    comments: shown.filter(({ screenId }) => screenId === undefined || !known.has(screenId)),
  }
}

function toPageComment(comment: Comment, pictures: readonly ReviewPicture[]): PageComment {
  const { number, screenId, x, y, name, text, verdict, createdAt, resolvedAt, answers } = comment
  return {
    ...{ number, name, text, verdict, createdAt },
    screenId: screenId ?? undefined,
    pin: x === null || y === null ? undefined : { x, y },
    isResolved: resolvedAt !== null,
    isOutdated: !isOfPictures(comment, pictures),
    answers: answers.map((answer) => ({ text: answer.text, createdAt: answer.createdAt })),
  }
}

type Judged = { comments: readonly Comment[]; pictures: readonly ReviewPicture[] }

function listVerdicts(set: PageSet, { comments, pictures }: Judged): PageVerdict[] {
  const given = comments.filter((comment) => comment.verdict !== null && isOfSet(comment, set))
  const newest = new Map(given.map((comment) => [comment.name, comment]))
  return [...newest.values()].map((comment) => {
    const { name, verdict, createdAt } = comment
    return { set, name, verdict, createdAt, isOutdated: !isOfPictures(comment, pictures) }
  })
}

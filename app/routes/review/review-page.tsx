import { nameLocale } from '#app/document/model/name-locale.ts'
import type {
  PageComment,
  PageScreen,
  PageSet,
  PageVerdict,
  ReviewPageData,
} from '#app/server/reviews/read-review-page.server.ts'
import { CommentForm, type Draft, VerdictForm } from './comment-form.tsx'
import { linkToPicture, linkToSet, planShownSizes, type ReviewPlace } from './review-addresses.ts'

type PageProps = { token: string; page: ReviewPageData; draft: Draft }

/** The pictures of one set, with everything that was said about them. */
export function ReviewPage({ token, page, draft }: PageProps) {
  const { projectName, updatedAt, expiresAt, sets, shown, verdicts } = page
  return (
    <main>
      <div className="head">
        <h1 dir="auto">{projectName}</h1>
        <p className="lead">
          Pictures of <Time at={updatedAt} />, the newest that the server has: load the page again to see
          later changes. Click a picture to comment on a place in it. This link works until{' '}
          <Time at={expiresAt} />.
        </p>
      </div>
      {shown === undefined ? (
        <p className="empty">There is nothing to see yet: the project has no screens that this link shows.</p>
      ) : (
        <>
          <Tabs token={token} sets={sets} shown={shown} />
          <Verdicts verdicts={verdicts} isMany={sets.length > 1} />
          <Screens place={{ token, ...shown }} shown={shown} draft={draft} />
        </>
      )}
    </main>
  )
}

export const nameSet = ({ sizeName, locale }: Pick<PageSet, 'sizeName' | 'locale'>) =>
  `${sizeName} · ${nameLocale(locale, 'en')}`

/** In the server's zone; the script writes the reader's. */
function Time({ at }: { at: Date }) {
  const text = at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return <time dateTime={at.toISOString()}>{text} UTC</time>
}

function Tabs({ token, sets, shown }: { token: string; sets: readonly PageSet[]; shown: PageSet }) {
  const sizes = sets.filter(
    (set, index) => sets.findIndex(({ canvasSizeId }) => canvasSizeId === set.canvasSizeId) === index,
  )
  const languages = sets.filter(({ canvasSizeId }) => canvasSizeId === shown.canvasSizeId)
  return (
    <>
      {sizes.length > 1 && (
        <nav className="tabs" aria-label="Sizes">
          {sizes.map(({ canvasSizeId, sizeName }) => (
            <a
              key={canvasSizeId}
              href={linkToSet({ token, canvasSizeId, locale: shown.locale })}
              aria-current={canvasSizeId === shown.canvasSizeId ? 'page' : undefined}
            >
              {sizeName}
            </a>
          ))}
        </nav>
      )}
      {languages.length > 1 && (
        <nav className="tabs" aria-label="Languages">
          {languages.map(({ canvasSizeId, locale }) => (
            <a
              key={locale}
              href={linkToSet({ token, canvasSizeId, locale })}
              aria-current={locale === shown.locale ? 'page' : undefined}
            >
              {nameLocale(locale, 'en')}
            </a>
          ))}
        </nav>
      )}
    </>
  )
}

const VERDICT_WORDS = { approved: 'approved', 'changes-requested': 'asks for changes' } as const

function Verdicts({ verdicts, isMany }: { verdicts: readonly PageVerdict[]; isMany: boolean }) {
  if (verdicts.length === 0) return null
  return (
    <ul className="verdicts" aria-label="Verdicts">
      {verdicts.map(({ set, name, verdict, createdAt, isOutdated }) => (
        <li
          key={`${set.canvasSizeId} ${set.locale} ${name}`}
          data-verdict={verdict}
          data-outdated={isOutdated}
        >
          <span>
            <b dir="auto">{name}</b> {verdict && VERDICT_WORDS[verdict]}
            {isMany && ` · ${nameSet(set)}`}
          </span>
          <small>
            <Time at={createdAt} />
            {isOutdated && '; the pictures have changed since'}
          </small>
        </li>
      ))}
    </ul>
  )
}

type ScreensProps = {
  place: ReviewPlace
  shown: NonNullable<ReviewPageData['shown']>
  draft: Draft
}

function Screens({ place, shown, draft }: ScreensProps) {
  const missing = [...new Set(shown.screens.flatMap((screen) => screen.missing))]
  const videos = [...new Set(shown.screens.flatMap((screen) => screen.videos))]
  return (
    <>
      <h2 className="set">
        {nameSet(shown)} <small>{shown.pixels}</small>
      </h2>
      {missing.length > 0 && (
        <p className="note" role="note">
          Not on the server yet, so placeholders are shown: {missing.join(', ')}.
        </p>
      )}
      {videos.length > 0 && (
        <p className="note" role="note">
          Less sharp here than in the finished pictures, which have a still of the video: {videos.join(', ')}.
        </p>
      )}
      <ol className="screens">
        {shown.screens.map((screen) => (
          <ScreenItem key={screen.screenId} place={place} screen={screen} draft={draft} />
        ))}
      </ol>
      <section className="verdict" id="verdict" aria-labelledby="verdict-title">
        <h2 id="verdict-title">Your verdict on {nameSet(shown)}</h2>
        <VerdictForm place={place} draft={draft} />
        {shown.comments.length > 0 && <Comments comments={shown.comments} />}
      </section>
    </>
  )
}

const transparentPixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

type ScreenProps = { place: ReviewPlace; screen: PageScreen; draft: Draft }

function ScreenItem({ place, screen, draft }: ScreenProps) {
  const { screenId, number, name } = screen
  const title = name.trim() === '' || name === `Screen ${number}` ? `Screen ${number}` : `${number} · ${name}`
  const { narrow, wide } = planShownSizes(screen)
  const isCommenting = draft.screenId === screenId && !draft.isVerdict
  const picture = linkToPicture(place, screen)
  const sizes = `--narrow:${narrow.width}px;--wide:${wide.width}px;--ratio:${screen.widthPx}/${screen.heightPx}`
  return (
    <li className="screen" id={`screen-${number}`} style={toStyle(sizes)}>
      <div className="picture">
        <img src={picture} alt={title} width={wide.width} height={wide.height} loading="lazy" />
        <form method="get" action={`/r/${place.token}#comment`}>
          <input type="hidden" name="size" value={place.canvasSizeId} />
          <input type="hidden" name="language" value={place.locale} />
          <input type="hidden" name="screen" value={screenId} />
          <input type="image" name="narrow" src={transparentPixel} alt={`Comment on a place in ${title}`} />
          <input type="image" name="wide" src={transparentPixel} alt={`Comment on a place in ${title}`} />
        </form>
        {screen.comments.map((comment) => (
          <Pin key={comment.number} comment={comment} />
        ))}
        {isCommenting && draft.pin && (
          <span className="pin" data-new style={place2d(draft.pin)} aria-hidden />
        )}
      </div>
      <div className="screenHead">
        <h3 dir="auto">{title}</h3>
        <a data-in-place href={`${linkToSet(place, { screen: screenId })}#comment`}>
          Comment<span className="hidden"> on {title}</span>
        </a>
        <a href={picture} target="_blank" rel="noreferrer">
          Full size<span className="hidden"> of {title}</span>
        </a>
      </div>
      {isCommenting && <CommentForm place={place} draft={draft} title={title} />}
      <Comments comments={screen.comments} />
    </li>
  )
}

const place2d = ({ x, y }: { x: number; y: number }) => ({ left: `${x * 100}%`, top: `${y * 100}%` })
/** Custom properties, which React's types do not know. */
const toStyle = (rules: string) =>
  Object.fromEntries(rules.split(';').map((rule) => rule.split(':'))) as Record<string, string>

function Pin({ comment: { number, name, pin, isResolved } }: { comment: PageComment }) {
  if (pin === undefined) return null
  return (
    <a
      className="pin"
      href={`#comment-${number}`}
      style={place2d(pin)}
      data-resolved={isResolved}
      aria-label={`Comment ${number} by ${name}${isResolved ? ', resolved' : ''}`}
    >
      {number}
    </a>
  )
}

function Comments({ comments }: { comments: readonly PageComment[] }) {
  if (comments.length === 0) return null
  return (
    <ol className="comments">
      {comments.map((comment) => (
        <CommentItem key={comment.number} comment={comment} />
      ))}
    </ol>
  )
}

function CommentItem({ comment }: { comment: PageComment }) {
  const { number, name, text, verdict, createdAt, isResolved, isOutdated, answers } = comment
  return (
    <li id={`comment-${number}`} data-resolved={isResolved}>
      <p className="by">
        <span className="number">{number}</span>
        <b dir="auto">{name}</b>
        {verdict && <em data-verdict={verdict}>{VERDICT_WORDS[verdict]}</em>}
        {isResolved && <em data-resolved>resolved</em>}
      </p>
      {text !== '' && (
        <p className="text" dir="auto">
          {text}
        </p>
      )}
      <small>
        <Time at={createdAt} />
        {isOutdated && ', on an earlier picture'}
      </small>
      {answers.map((answer) => (
        <blockquote key={`${answer.createdAt.getTime()} ${answer.text}`}>
          <p className="by">
            <b>Answer of the owner</b>
          </p>
          <p className="text" dir="auto">
            {answer.text}
          </p>
          <small>
            <Time at={answer.createdAt} />
          </small>
        </blockquote>
      ))}
    </li>
  )
}

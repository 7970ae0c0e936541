import type { ReviewPlace } from './review-addresses.ts'
import { linkToSet } from './review-addresses.ts'

/** What a form shows again after it was refused, or begins with. */
export type Draft = {
  name: string
  text: string
  /** The screen whose form is open. */
  screenId: string | undefined
  pin: { x: number; y: number } | undefined
  isVerdict: boolean
  error: string | undefined
}

export function CommentForm({ place, draft, title }: { place: ReviewPlace; draft: Draft; title: string }) {
  const { pin, screenId = '' } = draft
  return (
    <form className="write" id="comment" method="post" action={`/r/${place.token}/comments`}>
      <h4>
        {pin === undefined ? `Comment on ${title}` : 'Comment on this place'}
        <a data-in-place href={linkToSet(place)}>
          Close
        </a>
      </h4>
      <Problem error={draft.error} />
      <PlaceFields place={place} />
      <input type="hidden" name="screenId" value={screenId} />
      {pin && <input type="hidden" name="x" value={pin.x} />}
      {pin && <input type="hidden" name="y" value={pin.y} />}
      <NameField name={draft.name} />
      <label>
        Comment
        <textarea name="text" required rows={3} maxLength={4000} defaultValue={draft.text} />
      </label>
      <button type="submit" className="primary">
        Send comment
      </button>
    </form>
  )
}

export function VerdictForm({ place, draft }: { place: ReviewPlace; draft: Draft }) {
  return (
    <form className="write" method="post" action={`/r/${place.token}/comments`}>
      {draft.isVerdict && <Problem error={draft.error} />}
      <PlaceFields place={place} />
      <NameField name={draft.name} />
      <label>
        Note <span className="optional">if you want to say more</span>
        <textarea name="text" rows={2} maxLength={4000} defaultValue={draft.isVerdict ? draft.text : ''} />
      </label>
      <div className="buttons">
        <button type="submit" name="verdict" value="approved" className="primary">
          Approve
        </button>
        <button type="submit" name="verdict" value="changes-requested">
          Request changes
        </button>
      </div>
    </form>
  )
}

function PlaceFields({ place }: { place: ReviewPlace }) {
  return (
    <>
      <input type="hidden" name="canvasSizeId" value={place.canvasSizeId} />
      <input type="hidden" name="locale" value={place.locale} />
    </>
  )
}

function NameField({ name }: { name: string }) {
  return (
    <label>
      Your name
      <input type="text" name="name" required maxLength={100} autoComplete="name" defaultValue={name} />
    </label>
  )
}

export function Problem({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <p className="problem" role="alert">
      {error}
    </p>
  )
}

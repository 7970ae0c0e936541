import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import { Choice } from '../controls/choice.tsx'
import { LoadError } from '../controls/load-error.tsx'
import type { EditorReviews, ReviewLink, ReviewLinks } from '../ports/reviews.ts'
import { CommentItem } from './comment-item.tsx'
import { CommentPins } from './comment-pins.tsx'
import { describeShareError } from './describe-share-error.ts'
import { LinkForm } from './link-form.tsx'
import { LinkItem } from './link-item.tsx'
import classes from './share.module.css'
import { type ShareActions, useShare } from './use-share.ts'

/** Links for people without an account, and what they say about the pictures. Asks the server; the editor never waits for it. */
export function SharePanel({ reviews }: { reviews: EditorReviews }) {
  const { state, actions, message } = useShare(reviews)
  const unsynced = useObservable(reviews.unsynced)
  return (
    <div className={classes.share} data-own-keys>
      <p className={classes.intro}>
        A link shows the pictures to anybody who has it, always the newest, in any browser and without an
        account.
      </p>
      {unsynced > 0 && (
        <p className={classes.notice} role="status">
          {unsynced === 1 ? '1 edit is' : `${unsynced} edits are`} not on the server yet: reviewers do not see
          {unsynced === 1 ? ' it' : ' them'} until it is reached.
        </p>
      )}
      <p className={classes.message} role="status">
        {message}
      </p>
      {state.kind === 'loading' && <p className={classes.note}>Asking your account…</p>}
      {state.kind === 'error' && (
        <LoadError
          kind={state.error.kind}
          message={describeShareError(state.error)}
          onRetry={actions.reload}
        />
      )}
      {state.kind === 'ok' && <Shared {...state} actions={actions} />}
    </div>
  )
}

function Shared({ links, isCut, actions }: ReviewLinks & { actions: ShareActions }) {
  const [isMaking, setIsMaking] = useState(false)
  const open = links.filter(({ state }) => state === 'open')
  const closed = links.filter(({ state }) => state !== 'open')
  return (
    <>
      <section className={classes.part} aria-label="Links">
        {open.length === 0 || isMaking ? (
          <LinkForm
            onCreate={async (link) => {
              const isMade = await actions.create(link)
              if (isMade) setIsMaking(false)
              return isMade
            }}
            onCancel={open.length === 0 ? undefined : () => setIsMaking(false)}
          />
        ) : (
          <Button variant="default" size="xs" fullWidth onClick={() => setIsMaking(true)}>
            New link
          </Button>
        )}
        <ul className={classes.links}>
          {open.map((link) => (
            <LinkItem key={link.id} link={link} onRevoke={() => actions.revoke(link.id)} />
          ))}
        </ul>
        {closed.length > 0 && (
          <details className={classes.closed}>
            <summary>{closed.length === 1 ? '1 closed link' : `${closed.length} closed links`}</summary>
            <ul className={classes.links}>
              {closed.map((link) => (
                <LinkItem key={link.id} link={link} />
              ))}
            </ul>
          </details>
        )}
      </section>
      <Comments links={links} actions={actions} />
      {isCut && <p className={classes.note}>Older closed links and comments are left out.</p>}
    </>
  )
}

const kinds = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const

function Comments({ links, actions }: { links: readonly ReviewLink[]; actions: ShareActions }) {
  const [kind, setKind] = useState<'open' | 'all'>('open')
  const [focused, setFocused] = useState<string>()
  const all = links.flatMap((link) => link.comments.map((comment) => ({ link, comment })))
  const shown = all
    .filter(({ comment }) => kind === 'all' || comment.resolvedAt === undefined)
    .sort((a, b) => b.comment.createdAt.localeCompare(a.comment.createdAt))
  useEffect(() => {
    if (focused !== undefined)
      document.getElementById(`comment-${focused}`)?.scrollIntoView({ block: 'nearest' })
  }, [focused])
  if (all.length === 0)
    return <p className={classes.note}>Comments appear here as soon as they are written.</p>
  return (
    <section className={classes.part} aria-label="Comments">
      <div className={classes.commentsHead}>
        <h3>Comments</h3>
        <Choice label="Which comments" value={kind} options={kinds} onChange={setKind} />
      </div>
      {shown.length === 0 && <p className={classes.note}>Every comment is resolved.</p>}
      <ol className={classes.comments}>
        {shown.map(({ link, comment }) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            isFocused={comment.id === focused}
            onAnswer={(text) => actions.answer(link, comment, text)}
            onResolve={(resolved) => actions.resolve(link, comment, resolved)}
          />
        ))}
      </ol>
      <CommentPins comments={shown.map(({ comment }) => comment)} onPick={setFocused} />
    </section>
  )
}

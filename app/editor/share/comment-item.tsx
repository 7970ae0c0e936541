import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Project } from '#app/document/model/schema.ts'
import { describeScreen } from '#app/export/export-target.ts'
import { describeSize } from '#app/export/plan-export.ts'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import type { EditorComment } from '../ports/reviews.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { CommentActions } from './comment-actions.tsx'
import classes from './share.module.css'
import { showComment } from './show-comment.ts'

type CommentItemProps = {
  comment: EditorComment
  /** Its pin was pressed. */
  isFocused: boolean
  /** Both resolve with whether the server did it. */
  onAnswer: (text: string) => Promise<boolean>
  onResolve: (resolved: boolean) => Promise<boolean>
}

const verdictWords = { approved: 'approves', 'changes-requested': 'asks for changes' } as const

export function CommentItem({ comment, isFocused, onAnswer, onResolve }: CommentItemProps) {
  const editor = useEditor()
  const { id, number, name, text, verdict, resolvedAt, createdAt, isUnread, isOutdated, answers } = comment
  const isResolved = resolvedAt !== undefined
  const place = useProject((project) => describePlace(project, comment))
  return (
    <li
      id={`comment-${id}`}
      className={classes.comment}
      data-focused={isFocused}
      data-unread={isUnread}
      data-resolved={isResolved}
    >
      <p className={classes.by}>
        <span className={classes.number}>{number}</span>
        <b translate="no">{name}</b>
        {verdict && <em data-verdict={verdict}>{verdictWords[verdict]}</em>}
      </p>
      {text !== '' && (
        <p className={classes.text} dir="auto">
          {text}
        </p>
      )}
      <p className={classes.detail}>
        <TimeAgo atMs={Date.parse(createdAt)} /> · {place}
        {isOutdated && ', on an earlier picture'}
      </p>
      {answers.map((answer) => (
        <blockquote key={answer.id} className={classes.answer}>
          <p className={classes.text} dir="auto">
            {answer.text}
          </p>
          <p className={classes.detail}>
            You, <TimeAgo atMs={Date.parse(answer.createdAt)} />
          </p>
        </blockquote>
      ))}
      <CommentActions
        isResolved={isResolved}
        onShow={() => showComment(editor, comment)}
        onAnswer={onAnswer}
        onResolve={onResolve}
      />
    </li>
  )
}

/** `Screen 2 “Stats” · iPhone 6.9" · German` */
function describePlace(project: Project, comment: EditorComment): string {
  const { canvasSizeId, locale, screenId } = comment
  const isThere =
    screenId !== undefined && project.screensByCanvasSize[canvasSizeId]?.[screenId] !== undefined
  const screen = isThere ? describeScreen(project, { canvasSizeId, screenId, locale }) : undefined
  const gone = screenId !== undefined && !isThere ? 'a screen that is deleted' : undefined
  return [screen ?? gone, describeSize(canvasSizeId), nameLocale(locale)]
    .filter((part) => part !== undefined)
    .join(' · ')
}

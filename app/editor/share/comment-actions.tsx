import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import classes from './share.module.css'

type CommentActionsProps = {
  isResolved: boolean
  onShow: () => void
  /** Both resolve with whether the server did it. */
  onAnswer: (text: string) => Promise<boolean>
  onResolve: (resolved: boolean) => Promise<boolean>
}

export function CommentActions({ isResolved, onShow, onAnswer, onResolve }: CommentActionsProps) {
  const [isAnswering, setIsAnswering] = useState(false)
  const [text, setText] = useState('')
  const [isBusy, setIsBusy] = useState(false)

  async function send(): Promise<void> {
    setIsBusy(true)
    const isSent = await onAnswer(text.trim())
    setIsBusy(false)
    // What was not sent stays in the field.
    if (!isSent) return
    setText('')
    setIsAnswering(false)
  }

  if (isAnswering) {
    return (
      <form
        className={classes.answering}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Textarea
          aria-label="Your answer"
          size="xs"
          autosize
          minRows={2}
          maxLength={4000}
          value={text}
          data-autofocus
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" size="compact-xs" loading={isBusy} disabled={text.trim() === ''}>
            Send answer
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setIsAnswering(false)}>
            Cancel
          </Button>
        </div>
      </form>
    )
  }
  return (
    <div className={classes.buttons}>
      <Button size="compact-xs" variant="default" onClick={onShow}>
        Show
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setIsAnswering(true)}>
        Answer
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void onResolve(!isResolved)}>
        {isResolved ? 'Open again' : 'Resolve'}
      </Button>
    </div>
  )
}

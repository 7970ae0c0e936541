import { Button } from '@mantine/core'
import { useId } from 'react'
import { Form, useNavigation } from 'react-router'
import classes from './conflict-policy-section.module.css'

/** Structurally the wire's ConflictPolicy: this module imports nothing from there. */
export type ConflictPolicyChoice = 'merge' | 'client-wins' | 'server-wins' | 'ask'

type Choice = { value: ConflictPolicyChoice; label: string; sentence: string }

const choices: readonly Choice[] = [
  {
    value: 'merge',
    label: 'Keep both edits',
    sentence:
      'Everything both devices changed goes into the project. Where they changed the very same thing, the later one stays and the other is offered to you.',
  },
  {
    value: 'client-wins',
    label: 'Keep this device’s version',
    sentence:
      'The device that syncs last wins. What the other device had is kept aside for you to take back.',
  },
  {
    value: 'server-wins',
    label: 'Keep the account’s version',
    sentence:
      'What reached your account first wins. What this device had in its place is kept aside for you to take back.',
  },
  {
    value: 'ask',
    label: 'Ask me each time',
    sentence:
      'The project waits until you have seen both versions side by side and chosen one, or both. You can go on editing meanwhile.',
  },
]

export type ConflictPolicySectionProps = {
  value: ConflictPolicyChoice
  /** The form before was taken. */
  saved?: boolean | undefined
  /** What went wrong with the form before, and the remedy. */
  error?: string | undefined
}

/**
 * The choice of the conflict policy. Posts to the page's own route: `intent` is `set-conflict-policy`, `conflictPolicy`
 * one of the four. Works the same without JavaScript.
 */
export function ConflictPolicySection({ value, saved, error }: ConflictPolicySectionProps) {
  const titleId = useId()
  const leadId = useId()
  const { formData } = useNavigation()
  const isSending = formData?.get('intent') === 'set-conflict-policy'

  return (
    <section aria-labelledby={titleId}>
      <Form method="post" className={classes.section}>
        <div>
          <h2 id={titleId} className={classes.title}>
            When two devices changed the same project
          </h2>
          <p id={leadId} className={classes.lead}>
            Whatever you choose, nothing is thrown away: what does not stay can be looked at and brought back.
          </p>
        </div>
        <fieldset className={classes.choices} aria-labelledby={titleId} aria-describedby={leadId}>
          {choices.map((choice) => (
            <label key={choice.value} className={classes.choice}>
              <input
                type="radio"
                name="conflictPolicy"
                value={choice.value}
                defaultChecked={choice.value === value}
              />
              <span>
                <span className={classes.label}>
                  {choice.label}
                  {choice.value === 'merge' && <span className={classes.usual}>Recommended</span>}
                </span>
                <span className={classes.sentence}>{choice.sentence}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={classes.footer}>
          <Button
            type="submit"
            name="intent"
            value="set-conflict-policy"
            variant="default"
            loading={isSending}
            loaderProps={{ type: 'dots' }}
          >
            Save
          </Button>
          <span
            className={classes.note}
            data-tone={error === undefined ? 'success' : 'danger'}
            role={error === undefined ? 'status' : 'alert'}
          >
            {error ?? (saved === true && !isSending ? 'Saved. It holds for all your devices.' : '')}
          </span>
        </div>
      </Form>
    </section>
  )
}

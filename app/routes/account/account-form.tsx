import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Form, useNavigation } from 'react-router'
import classes from './account-page.module.css'

/** The result of the last form. */
export type AccountResponse = { intent: string; kind: 'done' | 'refused'; message: string }

export type AccountFormProps = {
  intent: string
  response?: AccountResponse | undefined
  hidden?: Readonly<Record<string, string>>
  /** Side by side on wide screens. */
  isRow?: boolean
  submit: {
    label: string
    ariaLabel?: string
    color?: ButtonProps['color']
    variant?: ButtonProps['variant']
  }
  /** Sent as a whole document: the response leads to another page. */
  isDocument?: boolean
  children?: ReactNode
}

/** A form of the account page; works the same without JavaScript. Its result is shown below it. */
export function AccountForm(props: AccountFormProps) {
  const { intent, response, hidden = {}, isRow = false, submit, isDocument = false, children } = props
  const { formData } = useNavigation()
  const isSending =
    formData?.get('intent') === intent &&
    Object.entries(hidden).every(([name, value]) => formData.get(name) === value)
  const ownResponse = response?.intent === intent ? response : undefined
  return (
    // The key empties the fields of a form that was taken: a password does not stay in the page.
    <Form
      key={ownResponse?.kind === 'done' ? 'taken' : 'open'}
      method="post"
      className={classes.form}
      preventScrollReset
      {...(isDocument && { reloadDocument: true })}
    >
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className={isRow ? classes.fieldRow : classes.fields}>
        {children}
        <Button
          type="submit"
          variant={submit.variant ?? 'default'}
          loading={isSending}
          loaderProps={{ type: 'dots' }}
          className={classes.submit}
          {...(submit.color !== undefined && { color: submit.color })}
          {...(submit.ariaLabel !== undefined && { 'aria-label': submit.ariaLabel })}
        >
          {submit.label}
        </Button>
      </div>
      <FormResponse response={isSending ? undefined : ownResponse} />
    </Form>
  )
}

/** Announced when it appears. */
export function FormResponse({ response }: { response: AccountResponse | undefined }) {
  if (response === undefined) return null
  return (
    <p
      key={response.message}
      className={classes.response}
      data-kind={response.kind}
      role={response.kind === 'done' ? 'status' : 'alert'}
    >
      {response.message}
    </p>
  )
}

import { Button, PasswordInput, TextInput } from '@mantine/core'
import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import classes from './auth-card.module.css'
import { AuthFrame } from './auth-frame.tsx'

export type AuthField = {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autoComplete: HTMLInputAutoCompleteAttribute
  required?: boolean
  minLength?: number
  maxLength?: number
  /** Below the label, before anything is wrong: "At least 8 characters". */
  hint?: string
  /** What the user typed before the error. Never pass a password back. */
  defaultValue?: string
  /** The problem with this field and its remedy. */
  error?: string | undefined
}

export type AuthCardProps = {
  title: string
  intro?: string
  fields: readonly AuthField[]
  /** The problem with the whole form; announced and focused when it appears. */
  error?: string | undefined
  submitLabel: string
  /** A link to another form: `{ question: 'New here?', label: 'Create an account', to: '/sign-up' }`. */
  alternative: { question: string; label: string; to: string }
  /** A second link: "Forgot your password?". */
  aside?: { label: string; to: string } | undefined
  /** Hidden inputs, for example `{ redirectTo: '/projects/…' }`. */
  hidden?: Readonly<Record<string, string>>
  /** Another sign-in method above the form (Google), shown with an "or" below it. */
  before?: ReactNode
}

/** Sign in and sign up: a plain document form, so it works the same without JavaScript. */
export function AuthCard(props: AuthCardProps) {
  const { title, intro, fields, error, submitLabel, alternative, aside, hidden = {}, before } = props
  const busy = useNavigation().state !== 'idle'
  const firstWrong = fields.find((field) => field.error !== undefined)

  return (
    <AuthFrame title={title} {...(intro !== undefined && { intro })}>
      <div className={classes.card}>
        {before}
        {before && <div className={classes.divider}>or</div>}
        {/* The keys make a new error a new element, so that autofocus and role=alert act again. */}
        <Form method="post" style={{ display: 'contents' }}>
          {error && (
            <div key={error} className={classes.error} role="alert">
              {error}
            </div>
          )}
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {fields.map((field) => (
            <AuthInput
              key={`${field.name} ${field.error ?? ''}`}
              field={field}
              autoFocus={firstWrong === undefined ? field === fields[0] : field === firstWrong}
            />
          ))}
          <Button type="submit" size="md" fullWidth loading={busy} loaderProps={{ type: 'dots' }}>
            {submitLabel}
          </Button>
        </Form>
      </div>
      <p className={classes.alternative}>
        {alternative.question} <Link to={alternative.to}>{alternative.label}</Link>
      </p>
      {aside && (
        <p className={classes.aside}>
          <Link to={aside.to}>{aside.label}</Link>
        </p>
      )}
    </AuthFrame>
  )
}

function AuthInput({ field, autoFocus }: { field: AuthField; autoFocus: boolean }) {
  const { type, hint, error, required = true, ...input } = field
  const shared = {
    ...input,
    size: 'md',
    required,
    withAsterisk: false,
    autoFocus,
    spellCheck: false,
    ...(hint === undefined ? {} : { description: hint }),
    ...(error === undefined ? {} : { error }),
  } as const
  if (type === 'password') {
    return <PasswordInput {...shared} visibilityToggleButtonProps={{ 'aria-label': 'Show password' }} />
  }
  return <TextInput {...shared} type={type} autoCapitalize="none" />
}

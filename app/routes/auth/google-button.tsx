import { Button } from '@mantine/core'

export type GoogleButtonProps = {
  /** Where to go afterwards. */
  redirectTo: string
  /** Signing in, connecting Google to the signed-in account, or confirming the identity once more. */
  errand?: 'sign-in' | 'link' | 'confirm'
  label?: string
  size?: 'sm' | 'md'
  fullWidth?: boolean
}

/** A document form: the browser itself goes to Google and back, with or without scripts. */
export function GoogleButton(props: GoogleButtonProps) {
  const {
    redirectTo,
    errand: intent = 'sign-in',
    label = 'Continue with Google',
    size = 'md',
    fullWidth = true,
  } = props
  return (
    <form method="post" action="/auth/google">
      <input type="hidden" name="errand" value={intent} />
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <Button type="submit" variant="default" size={size} fullWidth={fullWidth} leftSection={<GoogleMark />}>
        {label}
      </Button>
    </form>
  )
}

/** The four colours required by Google's guidelines. */
function GoogleMark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path
        fill="#4285F4"
        d="M17.64 9.2c0-.64-.06-1.25-.16-1.84H9v3.48h4.84a4.14 4.14 0 0 1-1.8 2.72v2.26h2.92c1.7-1.57 2.68-3.88 2.68-6.62z"
      />
      <path
        fill="#34A853"
        d="M9 18c2.43 0 4.47-.8 5.96-2.18l-2.92-2.26c-.8.54-1.84.86-3.04.86-2.34 0-4.33-1.58-5.04-3.71H.96v2.33A9 9 0 0 0 9 18z"
      />
      <path fill="#FBBC05" d="M3.96 10.71a5.4 5.4 0 0 1 0-3.42V4.96H.96a9 9 0 0 0 0 8.08l3-2.33z" />
      <path
        fill="#EA4335"
        d="M9 3.58c1.32 0 2.51.45 3.44 1.35l2.58-2.59C13.46.89 11.43 0 9 0A9 9 0 0 0 .96 4.96l3 2.33C4.67 5.16 6.66 3.58 9 3.58z"
      />
    </svg>
  )
}

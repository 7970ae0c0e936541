import { PasswordInput } from '@mantine/core'
import { GoogleButton } from '../auth/google-button.tsx'
import { AccountForm } from './account-form.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { AccountSection } from './account-section.tsx'

export function DeleteSection({ data, response }: AccountPanelProps) {
  const { hasPassword, isJustNow } = data
  return (
    <AccountSection title="Delete the account">
      <details className={classes.details} open={response?.intent === 'delete-account' || undefined}>
        <summary>Delete this account and everything in it</summary>
        <div className={classes.danger}>
          <ul>
            <li>
              Every project, version, picture and video of this account is deleted on the server. It cannot be
              undone.
            </li>
            <li>All your devices are signed out.</li>
            <li>
              What is on your devices stays there and opens without an account. Remove it there if others use
              them.
            </li>
          </ul>
          {!hasPassword && !isJustNow ? (
            <div>
              <p className={classes.lead}>Sign in once more first, so that nobody else can do this.</p>
              <GoogleButton
                errand="confirm"
                redirectTo="/account"
                label="Confirm with Google"
                size="sm"
                fullWidth={false}
              />
            </div>
          ) : (
            <AccountForm
              intent="delete-account"
              response={response}
              isDocument
              submit={{ label: 'Delete my account', color: 'red', variant: 'filled' }}
            >
              {hasPassword && (
                <PasswordInput
                  label="Password"
                  name="password"
                  required
                  withAsterisk={false}
                  autoComplete="current-password"
                  visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
                />
              )}
            </AccountForm>
          )}
        </div>
      </details>
    </AccountSection>
  )
}

import { PasswordInput } from '@mantine/core'
import { IconBrandGoogle, IconPassword } from '@tabler/icons-react'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import { GoogleButton } from '../auth/google-button.tsx'
import { AccountForm, FormResponse } from './account-form.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { AccountSection } from './account-section.tsx'
import { PasskeyItem, type PasskeyItemProps } from './passkey-item.tsx'

export function SignInSection({ data, response, onAddPasskey }: PasskeyItemProps) {
  return (
    <AccountSection
      title="Ways to sign in"
      intro="One of them always stays, so that you can come back. Passkeys are kept by your devices and work beside it."
    >
      {!data.isRecent && <ConfirmIdentity data={data} response={response} />}
      <ul className={classes.list}>
        <PasswordItem data={data} response={response} />
        {(data.canUseGoogle || data.googleSince !== undefined) && (
          <GoogleItem data={data} response={response} />
        )}
        <PasskeyItem data={data} response={response} onAddPasskey={onAddPasskey} />
      </ul>
      {data.isRecent && (
        <FormResponse response={response?.intent === 'confirm-password' ? response : undefined} />
      )}
    </AccountSection>
  )
}

function ConfirmIdentity({ data, response }: AccountPanelProps) {
  return (
    <div className={classes.confirm}>
      <p>
        You signed in here more than a day ago. Confirm that it is you to change how this account is signed in
        to.
      </p>
      {data.hasPassword ? (
        <AccountForm intent="confirm-password" response={response} isRow submit={{ label: 'Confirm' }}>
          <PasswordInput
            label="Password"
            name="password"
            required
            withAsterisk={false}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
          />
        </AccountForm>
      ) : (
        <GoogleButton
          errand="confirm"
          redirectTo="/account"
          label="Confirm with Google"
          size="sm"
          fullWidth={false}
        />
      )}
    </div>
  )
}

function PasswordItem({ data, response }: AccountPanelProps) {
  const { hasPassword, account } = data
  const intent = hasPassword ? 'change-password' : 'set-password'
  // Once the first password is set, the form is already the one that changes it.
  const own = response?.intent === 'set-password' ? { ...response, intent } : response
  return (
    <li className={classes.item}>
      <IconPassword size={20} stroke={1.75} className={classes.itemIcon} />
      <div className={classes.itemText}>
        <span className={classes.itemName}>Password</span>
        <span className={classes.itemHint}>
          {hasPassword
            ? 'Changing it signs your other devices out.'
            : 'You have none: you sign in with Google. With one you can also sign in without it.'}
        </span>
      </div>
      <details className={`${classes.details} ${classes.wide}`} open={own?.intent === intent || undefined}>
        <summary>{hasPassword ? 'Change the password' : 'Set a password'}</summary>
        <AccountForm
          intent={intent}
          response={own}
          submit={{ label: hasPassword ? 'Change password' : 'Set password' }}
        >
          {/* Tells password managers whose password this is. */}
          <input type="text" name="username" autoComplete="username" value={account.email} readOnly hidden />
          {hasPassword && (
            <PasswordInput
              label="Current password"
              name="currentPassword"
              required
              withAsterisk={false}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show current password' }}
            />
          )}
          <PasswordInput
            label="New password"
            name="newPassword"
            description="At least 8 characters"
            required
            withAsterisk={false}
            minLength={8}
            maxLength={128}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show new password' }}
          />
        </AccountForm>
      </details>
    </li>
  )
}

function GoogleItem({ data, response }: AccountPanelProps) {
  const { googleSince, hasPassword, canUseGoogle, isRecent, signInMethodRefusal } = data
  return (
    <li className={classes.item}>
      <IconBrandGoogle size={20} stroke={1.75} className={classes.itemIcon} />
      <div className={classes.itemText}>
        <span className={classes.itemName}>
          Google
          {googleSince !== undefined && <span className={classes.badge}>Connected</span>}
        </span>
        <span className={classes.itemHint}>
          {googleSince === undefined ? (
            'Not connected. Sign in with one click, without a password.'
          ) : (
            <>
              Connected <TimeAgo atMs={Date.parse(googleSince)} />.
              {!hasPassword && ' It is your only way in: set a password before you disconnect it.'}
            </>
          )}
        </span>
      </div>
      {googleSince === undefined && canUseGoogle && isRecent && signInMethodRefusal === undefined && (
        <GoogleButton
          errand="link"
          redirectTo="/account"
          label="Connect Google"
          size="sm"
          fullWidth={false}
        />
      )}
      {googleSince !== undefined && hasPassword && isRecent && (
        <AccountForm intent="disconnect-google" response={response} submit={{ label: 'Disconnect' }} />
      )}
      {googleSince === undefined && (
        <div className={classes.wide} hidden={response?.intent !== 'disconnect-google'}>
          <FormResponse response={response?.intent === 'disconnect-google' ? response : undefined} />
        </div>
      )}
    </li>
  )
}

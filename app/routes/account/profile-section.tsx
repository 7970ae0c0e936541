import { TextInput } from '@mantine/core'
import { AccountForm } from './account-form.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { AccountSection } from './account-section.tsx'

export function ProfileSection({ data, response }: AccountPanelProps) {
  const { account, isEmailVerified, canSendMail } = data
  return (
    <AccountSection title="Profile">
      <AccountForm intent="set-name" response={response} isRow submit={{ label: 'Save' }}>
        <TextInput
          label="Name"
          name="name"
          defaultValue={account.name}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="name"
        />
      </AccountForm>
      <div className={classes.email}>
        <div>
          <span className={classes.itemName}>{account.email}</span>
          {canSendMail && (
            <span className={classes.itemHint}>
              {isEmailVerified
                ? 'Confirmed as yours.'
                : 'Not confirmed yet: follow the link in the mail we sent you. Until then neither Google nor a passkey can be added to this account.'}
            </span>
          )}
        </div>
        {canSendMail && !isEmailVerified && (
          <AccountForm
            intent="send-verification"
            response={response}
            submit={{ label: 'Send the mail again' }}
          />
        )}
      </div>
    </AccountSection>
  )
}

import type { ReactNode } from 'react'
import type { AccountMenuProps } from '../shell/account-menu.tsx'
import { AppHeader } from '../shell/app-header.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { ConflictPolicySection } from './conflict-policy-section.tsx'
import { DeleteSection } from './delete-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import type { PasskeyItemProps } from './passkey-item.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SignInSection } from './sign-in-section.tsx'
import { StorageSection } from './storage-section.tsx'

export type AccountPageProps = {
  /** Absent: the server cannot be reached, and only it has the data. */
  data: AccountPanelProps['data'] | undefined
  response: AccountPanelProps['response']
  menu: AccountMenuProps
  status?: ReactNode
  notice?: ReactNode
  onAddPasskey?: PasskeyItemProps['onAddPasskey']
}

function PolicySection({ data, response }: AccountPanelProps) {
  const own = response?.intent === 'set-conflict-policy' ? response : undefined
  return (
    <ConflictPolicySection
      value={data.conflictPolicy}
      saved={own?.kind === 'done'}
      error={own?.kind === 'refused' ? own.message : undefined}
    />
  )
}

export function AccountPage({ data, response, menu, status, notice, onAddPasskey }: AccountPageProps) {
  return (
    <>
      <AppHeader status={status} {...menu} />
      {notice}
      <main className={classes.main}>
        <h1 className={classes.heading}>Your account</h1>
        {data === undefined ? (
          <p className={classes.lead}>
            You are offline, or the server cannot be reached. Your account can be looked at and changed when
            you are back online; your projects open as always.
          </p>
        ) : (
          <>
            <ProfileSection data={data} response={response} />
            <SignInSection data={data} response={response} onAddPasskey={onAddPasskey} />
            <DevicesSection data={data} response={response} />
            <PolicySection data={data} response={response} />
            <StorageSection data={data} />
            <DeleteSection data={data} response={response} />
          </>
        )}
      </main>
    </>
  )
}

import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import { AccountForm, FormResponse } from './account-form.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { AccountSection } from './account-section.tsx'

export function DevicesSection({ data, response }: AccountPanelProps) {
  const hasOthers = data.devices.length > 1
  return (
    <AccountSection
      title="Signed-in devices"
      intro="Signing a device out ends its access at once. The projects that are on it stay on it."
    >
      <ul className={classes.list}>
        {data.devices.map(({ id, isThis, name, startedAt, lastSeenAt }) => (
          <li key={id} className={classes.item}>
            <DeviceIcon name={name} />
            <div className={classes.itemText}>
              <span className={classes.itemName}>
                {name}
                {isThis && <span className={classes.badge}>This device</span>}
              </span>
              <span className={classes.itemHint}>
                Signed in <TimeAgo atMs={Date.parse(startedAt)} />
                {!isThis && (
                  <>
                    {' · last seen '}
                    <TimeAgo atMs={Date.parse(lastSeenAt)} />
                  </>
                )}
              </span>
            </div>
            {!isThis && (
              <AccountForm
                intent="sign-out-device"
                hidden={{ id }}
                response={undefined}
                submit={{ label: 'Sign out', ariaLabel: `Sign out ${name}` }}
              />
            )}
          </li>
        ))}
      </ul>
      <FormResponse response={response?.intent === 'sign-out-device' ? response : undefined} />
      {hasOthers ? (
        <AccountForm
          intent="sign-out-others"
          response={response}
          submit={{ label: 'Sign out all other devices' }}
        />
      ) : (
        <FormResponse response={response?.intent === 'sign-out-others' ? response : undefined} />
      )}
    </AccountSection>
  )
}

function DeviceIcon({ name }: { name: string }) {
  const Icon = /iPhone|iPad|Android/.test(name) ? IconDeviceMobile : IconDeviceDesktop
  return <Icon size={20} stroke={1.75} className={classes.itemIcon} />
}

import { useEffect, useState } from 'react'
import { getIdentityPlaces } from '#app/client/account/identity.ts'
import { keepProjectsAfterDeletion } from '#app/client/account/keep-projects-after-deletion.ts'
import { AuthOutcome } from '../auth/auth-outcome.tsx'
import type { Route } from './+types/account-deleted'

export const meta: Route.MetaFunction = () => [{ title: 'Account deleted · AppFrames' }]

const MESSAGES = {
  page: 'Nothing of it is left on the server. What is on this device stays here.',
  moving:
    'Nothing of it is left on the server. What is on this device stays here. It is being moved to where you can open it without an account; with many pictures this takes a while.',
  kept: 'Nothing of it is left on the server. What is on this device stays here and opens without an account.',
  failed:
    'Nothing of it is left on the server. What is on this device stays here, but not all of it could be moved to where it opens without an account. Close other AppFrames tabs; AppFrames tries again each time you open it.',
}

export default function AccountDeletedPage() {
  const [state, setState] = useState<keyof typeof MESSAGES>('page')
  useEffect(() => {
    setState('moving')
    keepProjectsAfterDeletion(getIdentityPlaces()).then(
      () => setState('kept'),
      (error: unknown) => {
        console.warn('The work of the deleted account could not be moved.', error)
        setState('failed')
      },
    )
  }, [])
  return (
    <AuthOutcome
      title="Your account is deleted"
      tone={state === 'failed' ? 'problem' : 'calm'}
      message={MESSAGES[state]}
      alternative={{ label: 'To the projects on this device', to: '/' }}
    />
  )
}

import { useEffect, useState } from 'react'
import { keepProjectsAfterDeletion } from '#app/client/account/keep-projects-after-deletion.ts'
import { AuthOutcome } from '../auth/auth-outcome.tsx'
import type { Route } from './+types/account-deleted'

export const meta: Route.MetaFunction = () => [{ title: 'Account deleted · AppFrames' }]

export default function AccountDeletedPage() {
  const [isKept, setIsKept] = useState(false)
  useEffect(() => {
    keepProjectsAfterDeletion().then(
      () => setIsKept(true),
      (error: unknown) => console.warn('The work of the deleted account could not be moved.', error),
    )
  }, [])
  return (
    <AuthOutcome
      title="Your account is deleted"
      tone="calm"
      message={
        isKept
          ? 'Nothing of it is left on the server. What is on this device stays here and opens without an account.'
          : 'Nothing of it is left on the server. What is on this device stays here.'
      }
      alternative={{ label: 'To the projects on this device', to: '/' }}
    />
  )
}

import type { AccountResponse } from './account-form.tsx'
import type { ConflictPolicyChoice } from './conflict-policy-section.tsx'

/** The server's data about the account; times are ISO 8601. */
export type AccountData = {
  account: { userId: string; name: string; email: string }
  isEmailVerified: boolean
  canSendMail: boolean
  canUseGoogle: boolean
  hasPassword: boolean
  /** Absent: Google is not connected. */
  googleSince: string | undefined
  /** The sign-in is recent enough to change the sign-in methods. */
  isRecent: boolean
  /** The reason why no passkey and no Google account can be added yet; absent: they can. */
  signInMethodRefusal: string | undefined
  /** Recent enough to delete everything without a password. */
  isJustNow: boolean
  passkeys: readonly { id: string; name: string | null; createdAt: string }[]
  devices: readonly { id: string; isThis: boolean; name: string; startedAt: string; lastSeenAt: string }[]
  conflictPolicy: ConflictPolicyChoice
  storage: {
    projects: { count: number; sizeBytes: number; maxCount: number; maxBytes: number }
    media: { count: number; sizeBytes: number; maxBytes: number }
  }
}

export type AccountPanelProps = { data: AccountData; response: AccountResponse | undefined }

import { data, redirect, redirectDocument } from 'react-router'
import type { AccountId } from '#db/account-id.ts'
import { type AccountForm, parseAccountForm } from '../auth/account-form.server.ts'
import { confirmPassword, isJustNow, isRecent } from '../auth/recent-sign-in.server.ts'
import { findSession, type Session } from '../auth/session.server.ts'
import {
  disconnectProvider,
  findSignInMethodRefusal,
  listSignInMethods,
} from '../auth/sign-in-methods.server.ts'
import { createDeletionCookies } from '../auth/sign-out-cookies.server.ts'
import { requireForm } from '../http/request-guards.server.ts'
import type { Services } from '../services.server.ts'

import { deleteAccount } from './account-deletion.server.ts'
import { listDevices, signOutDevice, signOutOtherDevices } from './account-devices.server.ts'
import {
  changePassword,
  listPasskeys,
  removePasskey,
  renameAccount,
  sendVerification,
  setFirstPassword,
} from './account-settings.server.ts'
import { measureStorage } from './account-storage.server.ts'
import { getConflictPolicy, setConflictPolicy } from './conflict-policy.server.ts'

export async function loadAccountPage(services: Services, request: Request) {
  const session = await requireSignIn(services, request)
  const { account } = session
  const { google, mail } = services.environment
  const [ways, passkeys, devices, storage, conflictPolicy] = await Promise.all([
    listSignInMethods(services, account.id),
    listPasskeys(services, account.id),
    listDevices(services, session),
    measureStorage(services, account.id),
    getConflictPolicy(services, account.id),
  ])
  const googleWay = ways.find(({ provider }) => provider === 'google')
  return {
    account: { userId: account.id, name: account.name, email: account.email },
    isEmailVerified: session.isEmailVerified,
    canSendMail: mail !== undefined,
    /** The reason why no passkey and no Google account can be added yet. */
    signInMethodRefusal: findSignInMethodRefusal(services, session),
    canUseGoogle: google !== undefined,
    hasPassword: ways.some(({ provider }) => provider === 'credential'),
    googleSince: googleWay?.connectedAt.toISOString(),
    /** Otherwise the sign-in methods are shown but cannot be changed. */
    isRecent: isRecent(session),
    isJustNow: isJustNow(session),
    passkeys: passkeys.map(({ id, name, createdAt }) => ({ id, name, createdAt: createdAt.toISOString() })),
    devices: devices.map(({ startedAt, lastSeenAt, ...device }) => ({
      ...device,
      startedAt: startedAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    })),
    storage,
    conflictPolicy,
    response: findCameBack(request),
  }
}

/** The result of a form; shown beside the form. */
export type AccountResponse = { intent: string; kind: 'done' | 'refused'; message: string }

export async function handleAccountForm(services: Services, request: Request) {
  const session = await requireSignIn(services, request)
  const parsed = parseAccountForm(await requireForm(request))
  if (parsed.kind === 'invalid') return refuse(parsed.intent, parsed.message)
  const { form } = parsed
  if (needsRecentSignIn(form) && !isRecent(session)) {
    return refuse(form.intent, 'Your sign-in here is more than a day old. Confirm that it is you first.', 403)
  }
  const accountId = session.account.id
  switch (form.intent) {
    case 'set-name':
      await renameAccount(services, accountId, form.name)
      return done(form.intent, 'Saved.')
    case 'confirm-password':
      return handleConfirm(services, request, { session, password: form.password })
    case 'change-password':
      return handlePasswordChange(services, request, { email: session.account.email, ...form })
    case 'set-password':
      return (await setFirstPassword(services, request, form.newPassword))
        ? done(form.intent, 'You can sign in with this password now.')
        : refuse(form.intent, 'This account has a password already. Load the page again to change it.', 409)
    case 'disconnect-google':
      return handleDisconnect(services, accountId)
    case 'remove-passkey':
      await removePasskey(services, accountId, form.id)
      return done(form.intent, 'The passkey does not open this account any more.')
    case 'sign-out-device':
      return (await signOutDevice(services, accountId, form.id))
        ? done(form.intent, 'Signed out. What is on that device stays on it.')
        : done(form.intent, 'That device was signed out already.')
    case 'sign-out-others':
      await signOutOtherDevices(services, session)
      return done(form.intent, 'All other devices are signed out. What is on them stays on them.')
    case 'send-verification':
      return (await sendVerification(services, request, session.account.email))
        ? done(form.intent, `A mail is on its way to ${session.account.email}.`)
        : refuse(form.intent, 'No mail could be sent. Try again in a minute.')
    case 'set-conflict-policy':
      await setConflictPolicy(services, accountId, form.conflictPolicy)
      return done(form.intent, 'Saved. It holds for all your devices.')
    case 'delete-account':
      return handleDeletion(services, request, { session, password: form.password })
  }
}

function needsRecentSignIn({ intent }: AccountForm): boolean {
  return intent === 'set-password' || intent === 'disconnect-google'
}

async function handleConfirm(
  services: Services,
  request: Request,
  { session, password }: { session: Session; password: string },
) {
  const check = await confirmPassword(services, request, { session, password })
  switch (check.kind) {
    case 'right':
      return comeBack('confirm-password', check.cookies)
    case 'unconfirmed':
      return refuse('confirm-password', findSignInMethodRefusal(services, session) ?? '', 403)
    case 'wrong':
      return refuse('confirm-password', 'This is not the password of your account.', 403)
    case 'too-many':
      return refuse('confirm-password', TOO_MANY, 429)
  }
}

async function handlePasswordChange(
  services: Services,
  request: Request,
  form: { email: string; currentPassword: string; newPassword: string },
) {
  const result = await changePassword(services, request, form)
  switch (result.kind) {
    case 'changed':
      return comeBack('change-password', result.cookies)
    case 'wrong-password':
      return refuse('change-password', 'The current password is not right; nothing has changed.', 403)
    case 'too-many':
      return refuse('change-password', TOO_MANY, 429)
    case 'failed':
      return refuse('change-password', 'The password could not be changed. Try again in a moment.')
  }
}

async function handleDisconnect(services: Services, accountId: AccountId) {
  const { kind } = await disconnectProvider(services, accountId, 'google')
  return kind === 'last-way-in'
    ? refuse('disconnect-google', 'Google is your only way in. Set a password first.', 409)
    : done('disconnect-google', 'Google is disconnected. You sign in with your password.')
}

async function handleDeletion(
  services: Services,
  request: Request,
  { session, password }: { session: Session; password: string | undefined },
) {
  const result = await deleteAccount(services, request, { session, password })
  switch (result.kind) {
    case 'deleted':
      throw redirectDocument('/account-deleted', {
        status: 303,
        headers: createDeletionCookies(services, request).map((cookie): [string, string] => [
          'set-cookie',
          cookie,
        ]),
      })
    case 'wrong-password':
      return refuse('delete-account', 'This is not the password of your account; nothing was deleted.', 403)
    case 'too-many':
      return refuse('delete-account', TOO_MANY, 429)
    case 'sign-in-again':
      return refuse('delete-account', 'Sign in with Google once more first, then delete the account.', 403)
  }
}

const TOO_MANY = 'Too many attempts from here. Try again in a minute.'

function done(intent: string, message: string) {
  return data<AccountResponse>({ intent, kind: 'done', message })
}

/** For a form that replaced the session: this request still has the old one, and the page cannot be shown for it. */
function comeBack(intent: keyof typeof CAME_BACK, cookies: string[]) {
  const headers = cookies.map((cookie): [string, string] => ['set-cookie', cookie])
  return redirect(`/account?done=${intent}`, { status: 303, headers })
}

const CAME_BACK = {
  'confirm-password': 'Thank you. You can change how you sign in now.',
  'change-password': 'Your password is changed, and your other devices are signed out.',
} as const

function findCameBack(request: Request): AccountResponse | undefined {
  const intent = new URL(request.url).searchParams.get('done')
  if (intent !== 'confirm-password' && intent !== 'change-password') return undefined
  return { intent, kind: 'done', message: CAME_BACK[intent] }
}

function refuse(intent: string, message: string, status = 400) {
  return data<AccountResponse>({ intent, kind: 'refused', message }, { status })
}

async function requireSignIn(services: Services, request: Request): Promise<Session> {
  const session = await findSession(services, request)
  if (session === undefined) throw redirect('/sign-in?redirectTo=/account', 303)
  return session
}

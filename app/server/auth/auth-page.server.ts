import { data, redirect, redirectDocument } from 'react-router'
import { parseRedirectTo } from '../http/redirect-target.server.ts'
import { requireForm } from '../http/request-guards.server.ts'
import type { Services } from '../services.server.ts'

import type { FormErrors, FormResult } from './auth-forms.server.ts'
import { findAccount } from './session.server.ts'

export type AuthFormState = {
  errors: FormErrors
  values: { name: string; email: string }
  /** A mail is on its way there; nobody is signed in yet. */
  mailedTo?: string
}

export type AuthPageData = {
  redirectTo: string
  isOffline: boolean
  /** Sign-in methods this server offers besides e-mail and password. */
  offers: { google: boolean; passwordReset: boolean }
}

/** A signed-in visitor is redirected to the target. */
export async function loadAuthPage(services: Services, request: Request): Promise<AuthPageData> {
  const redirectTo = parseRedirectTo(new URL(request.url).searchParams.get('redirectTo'))
  if (await findAccount(services, request)) throw redirect(redirectTo, 303)
  const { google, mail } = services.environment
  const offers = { google: google !== undefined, passwordReset: mail !== undefined }
  return { redirectTo, isOffline: false, offers }
}

/** Success is a whole new document: the browser must open the other identity's local database. */
export async function handleAuthForm(
  services: Services,
  request: Request,
  submit: (services: Services, request: Request, form: FormData) => Promise<FormResult>,
) {
  const form = await requireForm(request)
  const result = await submit(services, request, form)
  if (result.kind === 'done') {
    throw redirectDocument(parseRedirectTo(form.get('redirectTo')), {
      status: 303,
      headers: result.cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    })
  }
  if (result.kind === 'mailed') {
    const values = { name: '', email: '' }
    return data<AuthFormState>({ errors: { fields: {} }, values, mailedTo: result.email })
  }
  const state: AuthFormState = {
    errors: result.errors,
    values: { name: readText(form, 'name'), email: readText(form, 'email') },
  }
  const { status, retryAfterSeconds } = result
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return data(state, { status, headers })
}

function readText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

import { isRouteErrorResponse } from 'react-router'

export const OFFLINE_MESSAGE =
  'You are offline, or the server cannot be reached. Signing in has to wait; what you make meanwhile is saved on this device.'

export const OFFLINE_ACCOUNT_MESSAGE =
  'You are offline, or the server cannot be reached, so nothing has changed. Try again when you are back online.'

/** Calls the server; returns `offline` when there is none. The server's own responses, good or bad, are passed on. */
export async function respondOffline<Online, Offline>(
  respond: () => Promise<Online>,
  offline: () => Offline,
): Promise<Online | Offline> {
  try {
    return await respond()
  } catch (error) {
    if (error instanceof Response || isRouteErrorResponse(error)) throw error
    return offline()
  }
}

/** Nothing can be offered without the server. */
export const planOfflinePage = (request: Request) => ({
  // The server checks it again when the form arrives.
  redirectTo: new URL(request.url).searchParams.get('redirectTo') ?? '/',
  isOffline: true,
  offers: { google: false, passwordReset: false },
})

export const linkTo = (path: string, redirectTo: string) =>
  redirectTo === '/' ? path : `${path}?redirectTo=${encodeURIComponent(redirectTo)}`

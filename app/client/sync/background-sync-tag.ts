const PREFIX = 'appframes-sync'

/**
 * The tag of a Background Sync names the account, because a service worker has no other way to know whose changes are
 * pending.
 */
export function planSyncTag(userId: string, occasion: string): string {
  return [PREFIX, encodeURIComponent(userId), occasion].join(':')
}

export function findSyncUser(tag: string): string | undefined {
  const [prefix, userId] = tag.split(':')
  return prefix === PREFIX && userId !== undefined && userId !== '' ? decodeURIComponent(userId) : undefined
}

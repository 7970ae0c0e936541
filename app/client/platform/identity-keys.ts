/** What an identity keeps in localStorage beside its database: the kind says what for. */
type Kind = 'form' | 'rescue'

/** The names are on the disks of users: they stay. */
export const identityKeyPrefix = (kind: Kind, databaseName: string): string =>
  `appframes:${kind}:${databaseName}:`

/** For an identity that is removed from this device. */
export function clearIdentityKeys(storage: Storage, databaseName: string): void {
  const prefixes = [identityKeyPrefix('form', databaseName), identityKeyPrefix('rescue', databaseName)]
  for (const key of Object.keys(storage)) {
    if (prefixes.some((prefix) => key.startsWith(prefix))) storage.removeItem(key)
  }
}

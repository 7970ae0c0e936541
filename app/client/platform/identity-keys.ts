/** The localStorage keys of an identity, beside its database: one per kind. */
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

/** What is on this device and not in the account yet. */
export type UnsyncedCount = { changes: number; mediaFiles: number }

/** The effects of signing out on this device. */
export type AccountDevice = {
  countUnsynced(): Promise<UnsyncedCount>
  /** Downloads what is counted, with its projects, as one file. */
  exportUnsynced(): Promise<void>
  /** `unreachable`: nothing has changed. */
  signOut(): Promise<{ kind: 'signed-out' } | { kind: 'unreachable' }>
  /** Removes this account's data from the device: projects, pictures, identity. */
  removeFromDevice(): Promise<void>
}

/** The signed-in account, for the page's header. `undefined` means signed out. */
export type Account = { name: string; email: string }

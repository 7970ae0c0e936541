/** What signing out does on this device. */
export type AccountDevice = {
  /** Changes not in the account yet. */
  countUnsynced(): number
  /** Hands them to the browser's downloads as one ZIP. */
  exportUnsynced(): Promise<void>
  /** `unreachable`: nothing has changed. */
  signOut(): Promise<{ kind: 'signed-out' } | { kind: 'unreachable' }>
  /** Forgets this account here: projects, pictures, who it was. */
  removeFromDevice(): Promise<void>
}

/** Who is signed in, as the chrome shows it. `undefined` everywhere means signed out. */
export type Account = { name: string; email: string }

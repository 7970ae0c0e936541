declare const provenAccount: unique symbol

/**
 * The id of an account that may be served: of a session that was read (session.server.ts), or of a row that is the account's own. What
 * reads and writes an account's things takes nothing else, so that a forgotten `requireAccount` does not compile.
 */
export type AccountId = string & { readonly [provenAccount]: true }

/** For whoever has proven it: a session that was read, a link in a mail, a signed address, an announcement of this database. */
export const toAccountId = (id: string): AccountId => id as AccountId

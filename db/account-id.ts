declare const provenAccount: unique symbol

/**
 * The id of an account that may be served: of a session that was read (session.server.ts), or of a row that is the
 * account's own. Repositories accept only this type, so that a forgotten `requireAccount` does not compile.
 */
export type AccountId = string & { readonly [provenAccount]: true }

/**
 * Brands an id whose owner has been proven: by a session, a link in a mail, a signed address, a notification of this
 * database.
 */
export const toAccountId = (id: string): AccountId => id as AccountId
